using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>A caller who does not know whether its request arrived repeats it with the same key.</summary>
public sealed class RequestKeyTests : IDisposable
{
    private static readonly ChangeBy Keyed = new("agent-1") { RequestKey = "k1" };

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_same_request_is_answered_as_the_first_time_even_by_another_process()
    {
        BoardChange first;
        await using (var board = await Board.CreateAsync(_directory.Path))
        {
            first = await board.AddAsync(new TaskDraft("x"), Keyed);
            await board.AddAsync(new TaskDraft("y"), "agent-1");
        }

        await using var again = await Board.OpenAsync(_directory.Path);
        var second = await again.AddAsync(new TaskDraft("x"), Keyed);
        Assert.Equal((true, first.Revision), (second.AlreadyDone, second.Revision));
        Assert.Equal(first.Tasks, second.Tasks);
        Assert.Equal((2, 2), ((int)second.Snapshot.Revision!, second.Snapshot.Tasks.Count));
        Assert.Equal(2, (await again.ReadAsync()).Tasks.Count);
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        await using var board = await Board.CreateAsync(_directory.Path);
        await board.AddAsync(new TaskDraft("x"), Keyed);
        await Assert.ThrowsAsync<RequestKeyReusedException>(() => board.AddAsync(new TaskDraft("z"), Keyed));
        await Assert.ThrowsAsync<RequestKeyReusedException>(() => board.TryClaimNextAsync(Keyed));
        Assert.Single((await board.ReadAsync()).Tasks);
    }

    [Fact]
    public async Task Keys_belong_to_their_agent()
    {
        await using var board = await Board.CreateAsync(_directory.Path);
        await board.AddAsync(new TaskDraft("x"), Keyed);
        Assert.False((await board.AddAsync(new TaskDraft("x"), Keyed with { Agent = "agent-2" })).AlreadyDone);
    }

    [Fact]
    public async Task A_claim_asked_for_twice_is_one_claim()
    {
        await using var board = await Board.CreateAsync(_directory.Path);
        await board.AddAsync([new TaskDraft("x"), new TaskDraft("y")], "planner");
        var claims = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => board.TryClaimNextAsync(Keyed)));
        Assert.Single(claims.Select(c => c!.Handle).Distinct());
        Assert.Single((await board.ReadAsync()).Tasks, t => t.State == TaskState.InProgress);
    }

    [Fact]
    public async Task A_plan_sent_twice_is_added_once_and_its_keys_are_told_both_times()
    {
        var plan = new TaskPlan([new PlannedTask("tests", new TaskDraft("Test") { DependsOn = [TaskId.Parse("code")] }), new PlannedTask("code", new TaskDraft("Code"))]);
        BoardChange first;
        await using (var board = await Board.CreateAsync(_directory.Path))
        {
            first = await board.PlanAsync(plan, Keyed);
        }

        await using var again = await Board.OpenAsync(_directory.Path);
        var second = await again.PlanAsync(plan, Keyed);

        Assert.True(second.AlreadyDone);
        Assert.Equal(["tests", "code"], second.Keys.Select(k => k.Key));
        Assert.Equal(first.Keys, second.Keys);
        Assert.Equal(2, (await again.ReadAsync()).Tasks.Count);
        await Assert.ThrowsAsync<RequestKeyReusedException>(() => again.PlanAsync(new TaskPlan([plan.Tasks[0] with { Draft = new TaskDraft("Other") }, plan.Tasks[1]]), Keyed));
    }

    [Fact]
    public async Task A_refused_request_may_be_repeated_when_the_reason_is_gone()
    {
        await using var board = await Board.CreateAsync(_directory.Path);
        var a = (await board.AddAsync([new TaskDraft("x") { Id = TaskId.Parse("a"), AssignedTo = "somebody" }], "planner")).Tasks[0];
        await Assert.ThrowsAsync<TaskNotReadyException>(() => board.ClaimAsync(a, Keyed));
        await board.EditAsync(a, new TaskEdit { AssignedTo = "" }, "planner");
        Assert.Equal(a, (await board.ClaimAsync(a, Keyed)).Handle.Task);
    }
}
