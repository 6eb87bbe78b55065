using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using TaskBoard.Tests.Monitoring;
using Xunit;

namespace TaskBoard.Tests.Telemetry;

/// <summary>What listeners of the meter and the activity source hear, and what stands in the log. Alone: both are those of the whole process.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();
    private readonly MeterListener _meter = new();
    private readonly List<string> _heard = [];

    public TelemetryTests()
    {
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "TaskBoard")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear($"{instrument.Name} {value}", tags));
        _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear($"{instrument.Name} {(value >= 0 ? instrument.Unit : "negative")}", tags));
        _meter.Start();
    }

    public void Dispose()
    {
        _meter.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Each_change_claim_refusal_and_lost_lease_is_counted_and_each_lock_and_commit_measured()
    {
        await using var board = await _rig.OpenAsync("[]");
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        await board.ClaimAsync(A, "agent-1");
        await Assert.ThrowsAsync<ClaimLostException>(() => board.CompleteAsync(A, "not mine", "agent-2"));
        _rig.Processes.Later = TimeSpan.FromHours(1);
        await board.Monitor.LookAsync(MonitorSituation.OptionsFor(MonitorCodes.LeaseExpired, repair: true));
        Assert.Equal(
            [
                "taskboard.lock.wait s [taskboard.outcome=taken]",
                "taskboard.lock.wait s [taskboard.outcome=taken]",
                "taskboard.commit.duration s []",
                "taskboard.changes 1 [taskboard.operation=Add]",
                "taskboard.lock.wait s [taskboard.outcome=taken]",
                "taskboard.commit.duration s []",
                "taskboard.claims 1 []",
                "taskboard.changes 1 [taskboard.operation=Claim]",
                "taskboard.lock.wait s [taskboard.outcome=taken]",
                "taskboard.refusals 1 [taskboard.operation=Complete, error.type=TB2003]",
                "taskboard.lock.wait s [taskboard.outcome=taken]",
                "taskboard.commit.duration s []",
                "taskboard.leases.lost 1 []",
                "taskboard.changes 1 [taskboard.operation=Expire]",
                "taskboard.monitor.findings 1 [taskboard.finding=lease-expired, taskboard.repair=Done]",
            ],
            _heard);
    }

    [Fact]
    public async Task Who_wants_no_telemetry_is_not_heard()
    {
        await using var board = await _rig.OpenAsync("[]", new BoardOptions { Telemetry = false });
        await board.AddAsync(new TaskDraft("x"), "planner");
        Assert.Empty(_heard);
    }

    [Fact]
    public async Task Each_change_is_a_span_that_says_what_came_of_it()
    {
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TaskBoard",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans.Add($"{activity.OperationName} {activity.Status} {string.Join(' ', activity.TagObjects.Skip(1).Select(t => $"{t.Key}={t.Value}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var board = await _rig.OpenAsync("[]");
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        await Assert.ThrowsAsync<TaskExistsException>(() => board.AddAsync(new TaskDraft("x") { Id = A }, "planner"));
        Assert.Null(Activity.Current);
        Assert.Equal(
            [
                "CatchUp Unset taskboard.agent=taskboard",
                "Add Unset taskboard.agent=planner taskboard.revision=1 taskboard.task=a",
                "Add Error taskboard.agent=planner error.type=TB2006",
            ],
            spans);
    }

    [Fact]
    public async Task The_log_tells_of_locks_records_refusals_and_findings()
    {
        var log = new ListedLog();
        await using (var board = await _rig.OpenAsync("[]", new BoardOptions { Logger = log, LockTimeout = TimeSpan.FromMilliseconds(20), Telemetry = false }))
        {
            await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
            using (var holder = WorkerProcess.Start("lock-hold", _rig.Paths.Directory, "visible"))
            {
                Assert.NotNull(holder.ReadLine());
                await Assert.ThrowsAsync<BoardLockedException>(() => board.CompleteAsync(A, null, "agent-1"));
            }

            await board.Monitor.LookAsync(MonitorSituation.OptionsFor("", repair: true));
        }

        Assert.Equal(
            [
                "Information ModeFound", "Debug LockTaken", "Debug LockTaken", "Information Recorded CREATED a planner", "Debug LockAwaited",
                "Warning LockNotTaken", "Information Refused TB3001", "Warning LockBroken", "Debug LockTaken", "Information Recorded LOCK_BROKEN monitor", "Warning Found stale-lock",
            ],
            log.Lines);
        Assert.Empty(_heard);
    }

    private void Hear(string what, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _heard.Add($"{what} [{string.Join(", ", tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}]");

    private sealed class ListedLog : ILogger
    {
        private static readonly string[] Told = ["Kind", "Task", "Agent", "Code", "Finding"];

        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary(p => p.Key, p => p.Value);
            var told = eventId.Name is "Recorded" or "Found" ? Told : eventId.Name == "Refused" ? ["Code"] : [];
            Lines.Add(string.Join(' ', new[] { logLevel.ToString(), eventId.Name }.Concat(told.Select(t => values.GetValueOrDefault(t)?.ToString()).Where(v => v is not null))));
        }
    }
}
