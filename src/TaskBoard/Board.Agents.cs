using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>Who works on the board.</content>
public sealed partial class Board
{
    /// <inheritdoc/>
    public Task<BoardChange> RegisterAsync(AgentRegistration registration, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(by);
        return ChangeAsync(Operations.Register(registration, by), by, RequestHash.Of("register", registration), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BoardChange> HeartbeatAsync(ChangeBy by, string? note = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return BeatAsync(Operations.Beat(note, by), by, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BoardChange> DeregisterAsync(ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return ChangeAsync(Operations.Deregister(by), by, RequestHash.Of("deregister"), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ValueList<Agent>> AgentsAsync(CancellationToken cancellationToken = default)
    {
        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var rows = await History.ReadAsync(reader => reader?.Agents() ?? [], cancellationToken).ConfigureAwait(false);
        var held = snapshot.Tasks.ToLookup(task => Holding.HolderOf(task) ?? "", task => task.Id, StringComparer.Ordinal);
        var now = _options.TimeProvider.GetUtcNow();
        return rows.Select(row => new Agent(row.Id)
        {
            Persona = row.Persona,
            Role = row.Role,
            Focus = row.Focus,
            WorkingDirectory = row.WorkingDirectory,
            Host = row.Host,
            ProcessId = row.Pid,
            RegisteredAt = row.RegisteredAt,
            LastHeartbeat = row.LastHeartbeat,
            Status = row.Status == AgentRow.Gone ? AgentStatus.Gone : now - row.LastHeartbeat >= _settings.ReadOrKeep().Options.AgentTimeout ? AgentStatus.Lost : AgentStatus.Active,
            Note = row.Note,
            Tasks = held[row.Id].ToValueList(),
        }).ToValueList();
    }
}
