namespace TaskBoard;

/// <summary>What an acknowledged change survives.</summary>
public enum Durability
{
    /// <summary>A power cut.</summary>
    Flushed,

    /// <summary>A crash of the process, but not a power cut (faster: nothing is flushed).</summary>
    Buffered,
}

/// <summary>How the board's directory is treated.</summary>
public enum BoardMode
{
    /// <summary>A file system of this machine, proven by a self-test: stale locks are broken by proof.</summary>
    Local,

    /// <summary>Possibly seen by several machines: no lock of another machine is ever broken automatically; the history uses a rollback journal.</summary>
    Shared,
}
