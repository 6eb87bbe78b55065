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

    /// <summary>
    /// Gives signs of life for an agent while it waits for something to do, so often that it does not count as lost (<see cref="BoardOptions.AgentTimeout"/>),
    /// until the answer is disposed. Nothing that it has in hand is renewed by them; they write neither <c>tasks.json</c> nor an event; and of an agent that is not
    /// registered, or has left, they say nothing. What does not get through is tried again soon. Errors are not told: whoever waits meets them.
    /// </summary>
    /// <param name="by">The agent.</param>
    /// <exception cref="InvalidRequestException">It cannot be a name.</exception>
    public IAsyncDisposable KeepAlive(ChangeBy by)
    {
        ArgumentNullException.ThrowIfNull(by);
        var operation = Operations.Live(by);
        return new WaitingAgent(token => LiveAsync(operation, by, token), Every, _options.TimeProvider);
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

    /// <summary>Gives a sign of life where one is due, and answers how long until the next may be.</summary>
    private async Task<TimeSpan> LiveAsync(BoardOperation operation, ChangeBy by, CancellationToken cancellationToken)
    {
        var row = (await History.ReadAsync(reader => reader?.Agents() ?? [], cancellationToken).ConfigureAwait(false)).FirstOrDefault(row => row.Id == by.Agent);
        var every = Every();
        var left = row is { Status: AgentRow.Active } ? row.LastHeartbeat + every - _options.TimeProvider.GetUtcNow() : TimeSpan.Zero;

        // A clock that was set back does not keep it silent for as long as that.
        if (left > TimeSpan.Zero && left <= every)
        {
            return left;
        }

        if (row is { Status: not AgentRow.Gone })
        {
            await BeatAsync(operation, by, cancellationToken).ConfigureAwait(false);
        }

        return every;
    }

    private TimeSpan Every() => SignsOfLife.Every(_settings.ReadOrKeep().Options.AgentTimeout);
}
