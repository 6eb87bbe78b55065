namespace TaskBoard.Tests.Boards;

/// <summary>A board that only answers whoever holds a claim on it, in the way that a test says.</summary>
internal sealed class RenewedBoard : ITaskBoard
{
    public Func<Task<BoardChange>> Renewing { get; set; } = () => throw new NotSupportedException();

    public Func<Task<BoardChange>> Reporting { get; set; } = () => throw new NotSupportedException();

    public Func<Task<BoardChange>> Completing { get; set; } = () => throw new NotSupportedException();

    public Task<BoardChange> RenewAsync(ClaimHandle claim, ChangeBy by, CancellationToken cancellationToken = default) => Renewing();

    public Task<BoardChange> ReportProgressAsync(TaskRef task, int? percent, string? note, ChangeBy by, CancellationToken cancellationToken = default) => Reporting();

    public Task<BoardChange> CompleteAsync(TaskRef task, TaskResult? result, ChangeBy by, CancellationToken cancellationToken = default) => Completing();

    public Task<BoardChange> ReleaseAsync(TaskRef task, ChangeBy by, string? note = null, CancellationToken cancellationToken = default) => Completing();

    public Task<BoardSnapshot> ReadAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<BoardChange> AddAsync(IReadOnlyList<TaskDraft> drafts, ChangeBy by, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<BoardChange> PlanAsync(TaskPlan plan, ChangeBy by, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TaskClaim?> TryClaimNextAsync(ChangeBy by, ClaimOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TaskClaim> ClaimAsync(TaskId id, ChangeBy by, ClaimOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<BoardChange> StartAsync(TaskRef task, ChangeBy by, CancellationToken cancellationToken = default) => Reporting();

    public Task<BoardChange> FailAsync(TaskRef task, string reason, bool retry, ChangeBy by, CancellationToken cancellationToken = default) => Completing();

    public Task<BoardChange> EditAsync(TaskId id, TaskEdit edit, ChangeBy by, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<BoardChange> RemoveAsync(TaskId id, ChangeBy by, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<BoardChange> RegisterAsync(AgentRegistration registration, ChangeBy by, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<BoardChange> HeartbeatAsync(ChangeBy by, string? note = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<BoardChange> DeregisterAsync(ChangeBy by, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ValueList<Agent>> AgentsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<BoardEvent> WatchAsync(long? afterRevision = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
