namespace TaskBoard.Cli.Boards;

/// <summary>
/// Tasks as named on the command line: the exact id, a prefix of at least 4 characters of a generated id, or a claim handle. Ids that people
/// wrote are only hit exactly: <c>2</c> never means <c>20</c>.
/// </summary>
internal static class TaskNames
{
    private const int GeneratedLength = 6;
    private const int ShortestPrefix = 4;

    /// <summary>The task that an id or prefix names; where it names none, the id as written.</summary>
    public static async Task<TaskId> IdAsync(CommandCall call, Board board, string text)
    {
        var id = Input.ChosenWords.Id(text);
        if (ClaimHandle.TryParse(text, out var handle))
        {
            return (await board.ReadAsync(call.CancellationToken).ConfigureAwait(false)).Find(id) is not null
                ? id
                : throw CliException.Usage($"'{text}' is a claim handle, and this is not about a claim: name the task alone, {handle.Task}.");
        }

        return MayBePrefix(text) ? Id(await board.ReadAsync(call.CancellationToken).ConfigureAwait(false), text) : id;
    }

    /// <summary>The tasks that ids or prefixes name.</summary>
    public static async Task<ValueList<TaskId>> IdsAsync(CommandCall call, Board board, IEnumerable<TaskId> named)
    {
        var ids = new List<TaskId>();
        foreach (var id in named)
        {
            ids.Add(await IdAsync(call, board, id.Value).ConfigureAwait(false));
        }

        return ids.ToValueList();
    }

    /// <summary>The task that an id, prefix or handle names.</summary>
    public static async Task<TaskRef> RefAsync(CommandCall call, Board board, string text)
    {
        if (!ClaimHandle.TryParse(text, out var handle))
        {
            return await IdAsync(call, board, text).ConfigureAwait(false);
        }

        // A person may have written an id that looks like a handle.
        var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
        if (snapshot.Find(Input.ChosenWords.Id(text)) is not { } task)
        {
            return new ClaimHandle(Id(snapshot, handle.Task.Value), handle.Attempt);
        }

        return snapshot.Find(handle.Task)?.Attempts is null or 0
            ? task.Id
            : throw new CliException(BoardErrorCodes.AmbiguousTaskId, ExitCode.NotFound,
                $"'{text}' is the id of a task, and the handle of a claim of task '{handle.Task}'. Give the task another id in tasks.json: one without '#'.", text);
    }

    /// <summary>The task that an id or prefix names on a board; where it names none, the id as written.</summary>
    public static TaskId Id(BoardSnapshot snapshot, string text)
    {
        var id = Input.ChosenWords.Id(text);
        if (!MayBePrefix(text) || snapshot.Find(id) is not null)
        {
            return id;
        }

        var candidates = snapshot.Tasks.Select(t => t.Id).Where(i => i.LooksGenerated && i.Value.StartsWith(text, StringComparison.Ordinal)).ToList();
        return candidates.Count switch
        {
            0 => id,
            1 => candidates[0],
            _ => throw new CliException(BoardErrorCodes.AmbiguousTaskId, ExitCode.NotFound,
                $"'{text}' fits several tasks: {string.Join(", ", candidates)}. Write the whole id.", text),
        };
    }

    /// <summary>The refusal of an id that names no task.</summary>
    public static CliException NotFound(string id) => new(
        BoardErrorCodes.TaskNotFound, ExitCode.NotFound, $"There is no task '{id}' on this board. 'taskboard list --all' shows them all.", id);

    private static bool MayBePrefix(string text) => text.Length is >= ShortestPrefix and < GeneratedLength && text.All(char.IsAsciiLetterOrDigit);
}
