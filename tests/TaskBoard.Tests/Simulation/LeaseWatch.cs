using TaskBoard.Rules;

namespace TaskBoard.Tests.Simulation;

/// <summary>Sees to it that no claim ends before its lease, whatever happens to the wall clock: its time is told by the clock that nobody sets.</summary>
internal sealed class LeaseWatch(SimulatedWorld world)
{
    /// <summary>Looks at one commit.</summary>
    public void Look(JournalState before, JournalState after)
    {
        foreach (var item in after.Events.Skip(before.Events.Count))
        {
            if (item is { Task: { } task, Event: BoardEventKind.StatusChanged }
                && before.Leases.TryGetValue(task, out var lease)
                && lease.BootId == world.Processes.BootId
                && IsExpiry(item, lease.Attempt, lease.Agent)
                && world.Scheduler.Now - world.Processes.BootedAt is var now
                && now < lease.BootExpires && !(lease.BootMaxRun <= now))
            {
                world.Violate($"event {item.Sequence} ends the claim of {lease.Agent} on {task} at {now}, and its lease lasts until {lease.BootExpires}");
            }
        }
    }

    private static bool IsExpiry(BoardEvent item, int attempt, string agent) =>
        EntryText.Expired(attempt, agent) is var told
        && (item.Details?.Contains(told, StringComparison.Ordinal) == true || item.Changes?.Contains(told, StringComparison.Ordinal) == true);
}
