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

    /// <summary>The content of a new <c>tasks.json</c> is not flushed.</summary>
    NewFileFlush,

    /// <summary>The content of a displaced file is not flushed before it is set aside.</summary>
    LeftOverFlush,

    /// <summary>No directory is flushed.</summary>
    DirectoryFlush,

    /// <summary>The board's directory is not flushed.</summary>
    BoardDirectoryFlush,

    /// <summary><c>.taskboard</c> is not flushed before a file is set aside in a new directory in it.</summary>
    PrivateDirectoryFlush,

    /// <summary>No commit of the history is flushed.</summary>
    CommitFlush,

    /// <summary>A change is not flushed at its commit point.</summary>
    CommitPointFlush,

    /// <summary>A hand edit that is put on record as it was found is not flushed.</summary>
    CatchUpFlush,

    /// <summary>What a dead or uncertain writer left in the history's log is not made sure of before something is built upon it.</summary>
    MakingSure,

    /// <summary>The same only where a commit point in doubt is found to have been passed.</summary>
    MakingSureInDoubt,

    /// <summary>The same only at the end of a turn in which something else was in doubt.</summary>
    MakingSureInTheEnd,

    /// <summary>The same only where the lock of a dead writer was broken.</summary>
    MakingSureOfTheDead,

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

    /// <summary>Whether <c>tasks.lock</c> is still ours is not looked at before COMMIT.</summary>
    OursBeforeCommit,

    /// <summary>Whether <c>tasks.lock</c> is still ours is not looked at before it is deleted.</summary>
    OursBeforeDeleting,

    /// <summary>Whether the lock that was broken is the one that was judged is not looked at.</summary>
    BrokenLock,

    /// <summary>A lock that was broken by mistake is not put back.</summary>
    GivingBack,

    /// <summary>Whether <c>tasks.json</c> is what the last commit made of it is not looked at: hand edits are not caught up with.</summary>
    CatchingUp,

    /// <summary>Whether <c>tasks.json</c> changed while it was being read is not looked at.</summary>
    Rereading,

    /// <summary>What came out of an exchange is thrown away: a rename over <c>tasks.json</c>.</summary>
    DisplacedFile,

    /// <summary>What a displaced file holds is not looked at before it is deleted.</summary>
    DisplacedHash,

    /// <summary>Whether an editor still has a displaced file open is not looked at.</summary>
    OpenDisplacedFile,

    /// <summary>A pending commit of a dead writer is taken for applied.</summary>
    Recovery,

    /// <summary>What is left in swap of a pending commit is taken for its new file without a look at what it holds.</summary>
    RecoveryHash,

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
