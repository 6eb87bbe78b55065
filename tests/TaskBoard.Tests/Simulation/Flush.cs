namespace TaskBoard.Tests.Simulation;

/// <summary>What is made durable; named to leave it out.</summary>
internal enum Flush
{
    /// <summary>Nothing is left out.</summary>
    None,

    /// <summary>The content of a file.</summary>
    File,

    /// <summary>The names in a directory.</summary>
    Directory,

    /// <summary>A commit of the history.</summary>
    Commit,
}
