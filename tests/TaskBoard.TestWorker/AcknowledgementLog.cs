namespace TaskBoard.TestWorker;

/// <summary>What this process was told is done, one line each, flushed before the next request: it survives the kill that the board must survive.</summary>
internal sealed class AcknowledgementLog(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>Adds a line; <c>found</c> where the state asked for was there already, so that nothing was recorded.</summary>
    public void Add(string what, TaskId task, BoardChange change) =>
        _file.Write(System.Text.Encoding.UTF8.GetBytes($"{(change.AlreadyDone ? "found" : what)} {task} {change.Task?.Attempts} {change.Revision}\n"));

    public void Dispose() => _file.Dispose();
}
