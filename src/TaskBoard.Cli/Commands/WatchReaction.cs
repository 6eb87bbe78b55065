using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary>
/// Runs a program for an event, one after the other. No shell: what stands on the board is given as JSON on standard input and in variables, and never
/// becomes a part of a command line.
/// </summary>
/// <param name="call">The run of the command.</param>
/// <param name="directory">The board's directory.</param>
/// <param name="program">The program.</param>
/// <param name="arguments">Its arguments, as they are.</param>
internal sealed class WatchReaction(CommandCall call, string directory, string program, IReadOnlyList<string> arguments)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Runs it to its end, and says how it ended. Whatever goes wrong with it ends nothing else.</summary>
    public async Task RunAsync(BoardEvent item, CancellationToken cancellationToken)
    {
        Process child;
        try
        {
            child = Process.Start(StartOf(item))!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            Report(item, null, $"'{program}' could not be started: {e.Message}");
            return;
        }

        using (child)
        {
            try
            {
                var code = await EndAsync(child, item, cancellationToken).ConfigureAwait(false);
                Report(item, code, $"'{program}' ended with exit code {code}");
            }
            catch (OperationCanceledException)
            {
                // It has had the signal too, or is to go on with what it began.
                call.Say($"'{program}' (process {child.Id}) was running for revision {item.Revision}, and is left to itself.");
                throw;
            }
        }
    }

    private async Task<int> EndAsync(Process child, BoardEvent item, CancellationToken cancellationToken)
    {
        var output = call.Json ? PassOnAsync(child.StandardOutput) : Task.CompletedTask;
        await GiveAsync(child, item).ConfigureAwait(false);
        await child.WaitForExitAsync(cancellationToken).ConfigureAwait(false);

        // What it left running may hold its output open for ever.
        await Task.WhenAny(output, Task.Delay(LastWords, cancellationToken)).ConfigureAwait(false);
        return child.ExitCode;
    }

    private ProcessStartInfo StartOf(BoardEvent item)
    {
        // Data goes to standard output; with --json that is ours alone.
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = call.Environment.CurrentDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = call.Json,
        };
        foreach (var (name, value) in new (string, string?)[]
        {
            ("TASKBOARD_DIR", directory),
            ("TASKBOARD_TASK", item.Task),
            ("TASKBOARD_EVENT", item.Event),
            ("TASKBOARD_FROM", item.FromStatus),
            ("TASKBOARD_TO", item.ToStatus),
            ("TASKBOARD_BY", item.Agent),
            ("TASKBOARD_REVISION", item.Revision.ToString(CultureInfo.InvariantCulture)),
        })
        {
            // A variable cannot hold it, and the whole of it is in the JSON.
            start.Environment[name] = value?.Replace('\0', '\uFFFD') ?? "";
        }

        return start;
    }

    private async Task PassOnAsync(StreamReader output)
    {
        try
        {
            while (await output.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
            {
                await call.Streams.Error.WriteLineAsync(line).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nobody reads it any more, or it went on after the program had ended.
        }
    }

    private static async Task GiveAsync(Process child, BoardEvent item)
    {
        try
        {
            await child.StandardInput.WriteLineAsync(JsonDocumentText.Of("event", writer => EventText.WriteProperties(writer, item), [])).ConfigureAwait(false);
            child.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not want to read it.
        }
    }

    private void Report(BoardEvent item, int? exitCode, string text)
    {
        if (call.Json)
        {
            call.WriteDocument("event.reaction", writer =>
            {
                writer.WriteNumber("seq", item.Sequence);
                writer.WriteNumber("revision", item.Revision);
                writer.WriteText("task_id", item.Task);
                if (exitCode is { } code)
                {
                    writer.WriteNumber("exit_code", code);
                }
                else
                {
                    writer.WriteNull("exit_code");
                }

                writer.WriteString("message", text);
            });
        }

        call.Say($"{text} (revision {item.Revision}, {item.Task} {item.ToStatus})");
    }
}
