using System.Globalization;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Work;

/// <summary>The command's run for one claimed task, from its start to what is written about it.</summary>
internal sealed class TaskRun(CommandCall call, Board board, WorkOptions options, StopSignals stops)
{
    private const int MostSummary = 200;

    /// <summary>Runs the command and says what came of it.</summary>
    public async Task<WorkOutcome> RunAsync(TaskClaim claim)
    {
        var time = call.BoardOptions().TimeProvider;
        var started = time.GetTimestamp();
        var worktree = options.Worktrees is { } under
            ? await TaskWorktree.Of(call.Environment.CurrentDirectory, call.Environment.FullPath(under), claim.Handle).MakeAsync(claim.Resumed).ConfigureAwait(false)
            : null;
        var directory = worktree?.Path ?? call.Environment.CurrentDirectory;
        var persona = await PersonaSheet.ReadAsync(call, board, options.Claim.Persona, claim.Task).ConfigureAwait(false);
        using var command = CommandProcess.Start(CommandIn(worktree), directory, Variables(claim, directory), Input(claim, persona), Show);
        using var timeout = options.Timeout is { } longest ? new CancellationTokenSource(longest, time) : new CancellationTokenSource();

        // Not disposed: who finds out that the task was taken may do so after the command has ended.
        var taken = new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stops.Now, taken.Token);
        using var over = new CancellationTokenSource();
        await using var watch = claim.LostToken.Register(() => _ = KeepOrEndAsync(claim, taken, over.Token)).ConfigureAwait(false);
        int? code = null;
        try
        {
            code = await command.EndAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // By whom decides what is written.
        }

        await over.CancelAsync().ConfigureAwait(false);
        var took = time.GetElapsedTime(started);
        var summary = SummaryOf(command, code, timeout.IsCancellationRequested ? $"timed out after {options.Timeout!.Value.ToWord()}" : $"ended after {Tenths(took)} s");
        var (ending, words) = await SettleAsync(claim, code, took, summary, command.Said).ConfigureAwait(false);
        var left = worktree is null || (ending == WorkEnd.Completed && await worktree.TryRemoveAsync().ConfigureAwait(false)) ? null : worktree.Path;
        return new WorkOutcome(claim.Handle, claim.Task.Title, ending, code, took, words, left);
    }

    /// <summary>The command: of a relative file what the worktree has, else the one beside the worker, which is no part of the repository.</summary>
    private string[] CommandIn(TaskWorktree? worktree)
    {
        var name = options.Command[0];
        return worktree is null || Path.IsPathRooted(name) || !CommandPath.IsPath(name) || File.Exists(Path.Combine(worktree.Path, name))
            ? options.Command
            : [call.Environment.FullPath(name), .. options.Command[1..]];
    }

    /// <summary>
    /// Whoever lost the task stops working on it. Where the command said itself what came of it, it may go on to its own end; and where the lease ended
    /// only because no sign of life got through, nobody else has it: it is kept, so that nobody takes it while the command goes on.
    /// </summary>
    private async Task KeepOrEndAsync(TaskClaim claim, CancellationTokenSource taken, CancellationToken over)
    {
        (WorkEnd End, string? Words)? meanwhile;
        do
        {
            meanwhile = await MeanwhileAsync(claim).ConfigureAwait(false);
        }
        while (meanwhile is null && await KeepAsync(claim, taken, over).ConfigureAwait(false));

        if (meanwhile?.End == WorkEnd.Lost)
        {
            await taken.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Gives a sign of life, by which a lease that has ended lives again, and waits until the next is due; false: there is none to give.</summary>
    private async Task<bool> KeepAsync(TaskClaim claim, CancellationTokenSource taken, CancellationToken over)
    {
        try
        {
            if ((await Persistence.InTheEndAsync(call, () => claim.RenewAsync(over), over).ConfigureAwait(false)).Lease is not { } lease)
            {
                return false;
            }

            await Task.Delay(lease.RenewAfter, call.BoardOptions().TimeProvider, over).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is ClaimLostException or TaskNotFoundException)
        {
            // Somebody has it by now, which looking again tells; or its longest run is over, and somebody else may begin at any moment.
            if (await MeanwhileAsync(claim).ConfigureAwait(false) is not null)
            {
                return true;
            }

            await taken.CancelAsync().ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Writes what came of the task, unless somebody did already: the command may do so itself, and that counts. Answers what it was, in a line.</summary>
    private async Task<(WorkEnd End, string Words)> SettleAsync(TaskClaim claim, int? code, TimeSpan took, string summary, OutputTail said)
    {
        // Where only the clock ended the attempt, and nobody has begun another, the result still counts: trying tells.
        var meanwhile = await MeanwhileAsync(claim).ConfigureAwait(false);
        if (meanwhile is var (end, words) && !(code == 0 && end is WorkEnd.Failed or WorkEnd.Released))
        {
            if (end == WorkEnd.Lost)
            {
                call.Warn($"{claim.Handle} is not yours any more. What the command came to was not written.");
            }

            return (end, words ?? summary);
        }

        try
        {
            if (code == 0)
            {
                var result = new TaskResult(summary) { Evidence = Evidence(code.Value, took, said) };
                ChangeText.Warn(call, await Persistence.InTheEndAsync(call, () => claim.CompleteAsync(result), stops.Now).ConfigureAwait(false));
                return (WorkEnd.Completed, summary);
            }

            if (code is null && stops.Now.IsCancellationRequested)
            {
                await claim.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
                return (WorkEnd.Released, summary);
            }

            await Persistence.InTheEndAsync(call, () => claim.FailAsync(Reason(summary, said)), stops.Now).ConfigureAwait(false);
            return (WorkEnd.Failed, summary);
        }
        catch (BoardException e) when (e is ClaimLostException or TransitionRefusedException or TaskNotFoundException)
        {
            if (meanwhile is var (ended, told))
            {
                return (ended, told ?? summary);
            }

            call.Warn(e.Message);
            return (WorkEnd.Lost, summary);
        }
    }

    /// <summary>What was said about the task while the command ran; null: nothing, it is still ours.</summary>
    private async Task<(WorkEnd End, string? Words)?> MeanwhileAsync(TaskClaim claim)
    {
        var snapshot = await Persistence.InTheEndAsync(call, () => board.ReadAsync(CancellationToken.None), stops.Now).ConfigureAwait(false);
        if (!snapshot.Readable)
        {
            // What is written later meets the file as it is then.
            return null;
        }

        var task = snapshot.Find(claim.Handle.Task);
        return Meanwhile.Of(task, claim.Task, claim.Handle, claim.Agent) is not { } end ? null
            : (end, end == WorkEnd.Lost || Meanwhile.WordsOf(task!) is not { } words ? null : EndingOf(words.ReplaceLineEndings(" ")));
    }

    /// <summary>Why the attempt failed, with the end of what the command said, for whoever tries next.</summary>
    private static string Reason(string summary, OutputTail said) => said.ToString() is var text && text.Contains('\n') ? $"{summary}\n{text}" : summary;

    private Dictionary<string, string> Variables(TaskClaim claim, string directory) => new()
    {
        ["TASKBOARD_DIR"] = board.Directory,
        ["TASKBOARD_AGENT"] = claim.Agent,
        ["TASKBOARD_CLAIM"] = claim.Handle.ToString(),
        ["TASKBOARD_TASK"] = claim.Handle.Task.Value,
        ["TASKBOARD_ATTEMPT"] = claim.Handle.Attempt.ToString(CultureInfo.InvariantCulture),
        ["TASKBOARD_TITLE"] = claim.Task.Title.Replace("\0", "", StringComparison.Ordinal),
        ["TASKBOARD_PERSONA"] = (PersonaSheet.IdOf(options.Claim.Persona, claim.Task) ?? "").Replace("\0", "", StringComparison.Ordinal),
        ["TASKBOARD_WORKING_DIRECTORY"] = directory,
    };

    private string Input(TaskClaim claim, Persona? persona) =>
        options.InputIsText ? ClaimText.BriefOf(claim, persona) : ClaimText.DocumentOf(board, claim, persona) + "\n";

    private void Show(string text)
    {
        lock (call.Streams)
        {
            call.Streams.Error.Write(text);
        }
    }

    /// <summary>What it answered last; where it failed, what it complained of last.</summary>
    private static string SummaryOf(CommandProcess command, int? code, string ended)
    {
        var last = (code == 0 ? command.Answered.LastLine() : command.Complained.LastLine() ?? command.Answered.LastLine()) is { } line ? EndingOf(line) : null;
        return code switch
        {
            0 => last ?? "exit code 0",
            null => $"{ended}{(last is null ? "" : $"; it last said: {last}")}",
            _ => $"exit code {code}{(last is null ? "" : $": {last}")}",
        };
    }

    /// <summary>What is left of a long line; a pair of surrogates is not cut in two.</summary>
    private static string EndingOf(string line) =>
        line.Length <= MostSummary ? line : line[..(char.IsHighSurrogate(line[MostSummary - 1]) ? MostSummary - 1 : MostSummary)] + "…";

    private string Evidence(int code, TimeSpan took, OutputTail said) => JsonDocumentText.Object(writer =>
    {
        writer.WriteString("command", string.Join(' ', options.Command));
        writer.WriteNumber("exit_code", code);
        writer.WriteNumber("seconds", Tenths(took));
        writer.WriteString("output", said.ToString());
    });

    private static decimal Tenths(TimeSpan took) => Math.Round((decimal)took.TotalSeconds, 1);
}
