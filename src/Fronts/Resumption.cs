namespace TaskBoard.Fronts;

/// <summary>What an agent that is given a task, or given it back, is told of its hold.</summary>
/// <param name="Since">Since when it has the task; null: nothing says so.</param>
/// <param name="WorkingDirectory">Where it said that it works, for a task that is given back; null: it did not.</param>
internal sealed record Resumption(DateTimeOffset? Since, string? WorkingDirectory)
{
    /// <summary>That of a claim.</summary>
    public static async Task<Resumption> OfAsync(Board board, TaskClaim claim, CancellationToken cancellationToken)
    {
        var since = SinceWhen(claim.Task);
        if (!claim.Resumed)
        {
            return new Resumption(since, null);
        }

        // Who reported often has its claim no longer among the entries that the file keeps.
        if (since is null)
        {
            var filter = new EventFilter { Task = claim.Handle.Task.Value, Agent = claim.Agent, Event = BoardEventKind.Assigned, NewestFirst = true };
            await foreach (var claimed in board.History.EventsAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                since = claimed.OccurredAt;
                break;
            }
        }

        var agents = await board.AgentsAsync(cancellationToken).ConfigureAwait(false);
        return new Resumption(since, agents.FirstOrDefault(a => a.Id == claim.Agent)?.WorkingDirectory);
    }

    /// <summary>Since when whoever has a task has it; null: the file does not say.</summary>
    public static DateTimeOffset? SinceWhen(TaskItem task) =>
        task.History.LastOrDefault(entry => entry.Event == BoardEventKind.Assigned && entry.AgentId == task.AssignedTo)?.Timestamp;
}
