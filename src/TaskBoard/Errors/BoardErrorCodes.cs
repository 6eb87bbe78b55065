namespace TaskBoard;

/// <summary>The catalogue of codes. A code never changes its meaning and is never used again.</summary>
public static class BoardErrorCodes
{
    /// <summary>What was thrown is none of the exceptions here: a bug in TaskBoard, said by the command and by the tools.</summary>
    public const string Bug = "TB0001";

    /// <summary>The command was interrupted, or the server ended while a call waited.</summary>
    public const string Interrupted = "TB0002";

    /// <summary>The command's answer could not be written, whatever was done.</summary>
    public const string AnswerUnwritten = "TB0003";

    /// <summary>An argument makes no sense (<see cref="InvalidRequestException"/>).</summary>
    public const string InvalidRequest = "TB1001";

    /// <summary>A plan cannot be added as it is (<see cref="InvalidPlanException"/>).</summary>
    public const string InvalidPlan = "TB1002";

    /// <summary>No such task (<see cref="TaskNotFoundException"/>).</summary>
    public const string TaskNotFound = "TB2001";

    /// <summary>The task's state forbids it (<see cref="TransitionRefusedException"/>).</summary>
    public const string TransitionRefused = "TB2002";

    /// <summary>Somebody else holds the task, or the claim is not the current one (<see cref="ClaimLostException"/>).</summary>
    public const string ClaimLost = "TB2003";

    /// <summary>The task is not ready (<see cref="TaskNotReadyException"/>).</summary>
    public const string TaskNotReady = "TB2004";

    /// <summary>The task cannot be read wholly and is held (<see cref="TaskHeldException"/>).</summary>
    public const string TaskHeld = "TB2005";

    /// <summary>The id is taken (<see cref="TaskExistsException"/>).</summary>
    public const string TaskExists = "TB2006";

    /// <summary>A dependency would close a cycle (<see cref="DependencyCycleException"/>).</summary>
    public const string DependencyCycle = "TB2007";

    /// <summary>A request key was used for another request (<see cref="RequestKeyReusedException"/>).</summary>
    public const string RequestKeyReused = "TB2008";

    /// <summary>A prefix fits several ids (<see cref="AmbiguousTaskIdException"/>).</summary>
    public const string AmbiguousTaskId = "TB2009";

    /// <summary>The board demands evidence with the completion of this task (<see cref="EvidenceRequiredException"/>).</summary>
    public const string EvidenceRequired = "TB2012";

    /// <summary>No such persona (<see cref="PersonaNotFoundException"/>).</summary>
    public const string PersonaNotFound = "TB2013";

    /// <summary>Another process works under this agent's name (<see cref="AgentTakenException"/>).</summary>
    public const string AgentTaken = "TB2014";

    /// <summary>The last change of an agent cannot be undone (<see cref="UndoRefusedException"/>).</summary>
    public const string UndoRefused = "TB2015";

    /// <summary>The lock was not obtained in time (<see cref="BoardLockedException"/>).</summary>
    public const string BoardLocked = "TB3001";

    /// <summary>Somebody took our lock away during a turn (<see cref="BoardLockLostException"/>).</summary>
    public const string BoardLockLost = "TB3002";

    /// <summary>The lock is not broken: another one by now, not of this protocol, or of a living owner (<see cref="LockNotBrokenException"/>).</summary>
    public const string LockNotBroken = "TB3003";

    /// <summary>There is no lock to break (<see cref="LockNotFoundException"/>).</summary>
    public const string LockNotFound = "TB3004";

    /// <summary><c>tasks.json</c> cannot be read (<see cref="BoardUnreadableException"/>).</summary>
    public const string BoardUnreadable = "TB4001";

    /// <summary>There is no board (<see cref="BoardNotFoundException"/>).</summary>
    public const string BoardNotFound = "TB4002";

    /// <summary><c>tasks.json</c> is missing although there is a history (<see cref="BoardMissingException"/>).</summary>
    public const string BoardMissing = "TB4003";

    /// <summary>The board would grow over its limit (<see cref="BoardTooLargeException"/>).</summary>
    public const string BoardTooLarge = "TB4004";

    /// <summary>No permission, or a read-only place (<see cref="BoardAccessException"/>).</summary>
    public const string BoardAccess = "TB4005";

    /// <summary>No space left (<see cref="BoardDiskFullException"/>).</summary>
    public const string BoardDiskFull = "TB4006";

    /// <summary>Another I/O error (<see cref="BoardIOException"/>).</summary>
    public const string BoardIO = "TB4007";

    /// <summary>The directory's layout cannot carry a board (<see cref="BoardPlaceException"/>).</summary>
    public const string BoardPlace = "TB4008";

    /// <summary><c>.taskboard/settings.json</c> cannot be used (<see cref="SettingsUnreadableException"/>).</summary>
    public const string SettingsUnreadable = "TB4009";

    /// <summary>The file that describes a persona cannot be used (<see cref="PersonaUnreadableException"/>, <see cref="Persona.Problem"/>).</summary>
    public const string PersonaUnreadable = "TB4010";

    /// <summary>The history was written by a newer program (<see cref="HistoryTooNewException"/>).</summary>
    public const string HistoryTooNew = "TB5001";

    /// <summary>The history is damaged (<see cref="HistoryDamagedException"/>).</summary>
    public const string HistoryDamaged = "TB5002";

    /// <summary>Whether the change happened is not known yet (<see cref="BoardInDoubtException"/>).</summary>
    public const string BoardInDoubt = "TB5003";

    /// <summary>No such revision or time in the history (<see cref="RevisionNotFoundException"/>).</summary>
    public const string RevisionNotFound = "TB5004";

    /// <summary>A query over the history was no single statement that only reads (<see cref="QueryRefusedException"/>).</summary>
    public const string QueryRefused = "TB5005";

    /// <summary>A query over the history took too long (<see cref="QueryTimeoutException"/>).</summary>
    public const string QueryTimeout = "TB5006";

    /// <summary>There is a file where a seal of the history was to be written (<c>taskboard audit seal</c>).</summary>
    public const string SealExists = "TB5007";
}
