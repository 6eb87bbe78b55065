namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>
/// One thing that the protocol of turns does and that is left out, at the seams it is written against, to see that it is missed. The product's
/// own code is the same in all of them.
/// </summary>
internal enum Omission
{
    /// <summary>Nothing is left out.</summary>
    Nothing,

    /// <summary>No file's content is flushed.</summary>
    FileFlush,

    /// <summary>No directory is flushed.</summary>
    DirectoryFlush,

    /// <summary>No commit of the history is flushed.</summary>
    CommitFlush,

    /// <summary>What a dead or uncertain writer left in the history's log is not made sure of before something is built upon it.</summary>
    MakingSure,

    /// <summary>Everybody gets <c>commit.lock</c>.</summary>
    CommitLock,

    /// <summary>Whether <c>commit.lock</c> under its name is the file that was locked is not looked at.</summary>
    CommitLockIdentity,

    /// <summary>Whether the database under its name is the one that is open is not looked at.</summary>
    HistoryIdentity,

    /// <summary><c>tasks.lock</c> is put there whether or not there is one.</summary>
    LockCreation,

    /// <summary>Whether a script's process lives is not looked at: it is taken for gone.</summary>
    ProofOfDeath,

    /// <summary>What came out of an exchange is thrown away: a rename over <c>tasks.json</c>.</summary>
    DisplacedFile,

    /// <summary>Whether an editor still has a displaced file open is not looked at.</summary>
    OpenDisplacedFile,

    /// <summary>A pending commit of a dead writer is taken for applied.</summary>
    Recovery,

    /// <summary>A commit that was shown is not marked as applied.</summary>
    Mark,

    /// <summary>A COMMIT in doubt is taken for one that has not happened.</summary>
    Doubt,

    /// <summary>Request keys are not looked up.</summary>
    RequestKeys,

    /// <summary>What a save's author had read is not found out, so that older text passes for a newer one.</summary>
    OlderText,

    /// <summary>The order: the file is exchanged before the commit, not after it.</summary>
    CommitFirst,

    /// <summary>The order: a commit counts as applied from the beginning, not once it is shown.</summary>
    ShowFirst,

    /// <summary>The order: <c>tasks.lock</c> is deleted before the exchange, not after it.</summary>
    LockToTheEnd,

    /// <summary>The order: the new file is begun under the board's name, not beside it.</summary>
    WriteBeside,
}
