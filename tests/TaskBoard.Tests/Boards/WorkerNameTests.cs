using TaskBoard.TestKit;
using TaskBoard.Tests.Monitoring;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Of those who work through a board, each has a name of its own.</summary>
public sealed class WorkerNameTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("agent-1")]
    [InlineData("../../etc/passwd")]
    [InlineData(".")]
    public async Task A_name_that_somebody_works_under_is_refused_until_they_end(string name)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await using var other = _rig.Open();
        using (await board.TakeNameAsync(name))
        {
            var refusal = await Assert.ThrowsAsync<AgentTakenException>(() => other.TakeNameAsync(name));
            Assert.Equal((BoardErrorCodes.AgentTaken, BoardErrorKind.Refused, name), (refusal.Code, refusal.Kind, refusal.Agent));
            await Assert.ThrowsAsync<AgentTakenException>(() => board.TakeNameAsync(name));
            using var another = await other.TakeNameAsync(name + "'");
        }

        using var again = await other.TakeNameAsync(name);
        Assert.Empty((await board.ExamineAsync()).Findings);
    }

    [Fact]
    public async Task A_name_that_a_living_process_works_under_is_refused_and_only_on_proof()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        using var process = WorkerProcess.Start("hold", _rig.Paths.Directory, "agent-1", "900", "alone");
        Assert.Equal("a#1", process.ReadLine());
        var refusal = await Assert.ThrowsAsync<AgentTakenException>(() => board.TakeNameAsync("agent-1"));
        Assert.Equal(("agent-1", process.Id), (refusal.Agent, refusal.ProcessId));
        Assert.Contains($"Process {process.Id} of this machine is at work on this board as 'agent-1'", refusal.Message, StringComparison.Ordinal);
        (await board.TakeNameAsync("agent-2")).Dispose();

        // The number of a process that lives, as it was given to another before: it proves nothing.
        foreach (var proof in new[] { "process || '1'", "replace(process, ' ', '0 ')", "NULL" })
        {
            MonitorSituation.Meddle(_rig, $"UPDATE agents SET process = {proof}");
            (await board.TakeNameAsync("agent-1")).Dispose();
        }
    }

    [Fact]
    public async Task A_name_is_free_when_its_process_is_dead_or_has_left()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"},{"id":"b","title":"y"}]""");
        using var process = WorkerProcess.Start("hold", _rig.Paths.Directory, "agent-1", "900", "alone");
        Assert.Equal("a#1", process.ReadLine());
        await board.DeregisterAsync("agent-1");
        (await board.TakeNameAsync("agent-1")).Dispose();
        using var another = WorkerProcess.Start("hold", _rig.Paths.Directory, "agent-1", "900", "alone");
        Assert.Equal("a#2", another.ReadLine());
        await Assert.ThrowsAsync<AgentTakenException>(() => board.TakeNameAsync("agent-1"));
        another.Kill();
        (await board.TakeNameAsync("agent-1")).Dispose();

        // Whoever asks is at work under that name already, as a program is that claims and then takes it.
        await using var claim = await board.ClaimAsync(TaskId.Parse("b"), "agent-2");
        (await board.TakeNameAsync("agent-2")).Dispose();
    }

    [Fact]
    public async Task A_process_has_a_name_by_working_under_it_and_not_by_handing_it_out()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        using var process = WorkerProcess.Start("hold", _rig.Paths.Directory, "agent-1", "900", "alone");
        Assert.Equal("a#1", process.ReadLine());
        await board.RegisterAsync(new AgentRegistration { Role = "builder" }, "agent-1");
        (await board.TakeNameAsync("agent-1")).Dispose();
        process.WriteLine("");
        Assert.Equal("completed", process.ReadLine());
        Assert.Equal(0, await process.ExitAsync());

        await board.RegisterAsync(new AgentRegistration { Role = "tester" }, "agent-2");
        await board.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "planner");
        using var another = WorkerProcess.Start("hold", _rig.Paths.Directory, "agent-2", "900", "alone");
        Assert.Equal("b#1", another.ReadLine());
        await Assert.ThrowsAsync<AgentTakenException>(() => board.TakeNameAsync("agent-2"));
    }

    [Fact]
    public async Task What_is_no_name_is_refused_and_a_long_one_is_not()
    {
        await using var board = Board.InMemory();
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.TakeNameAsync(" "));
        using var taken = await board.TakeNameAsync(new string('\u00e9', 200));
        await Assert.ThrowsAsync<AgentTakenException>(() => board.TakeNameAsync(new string('\u00e9', 200)));
    }
}
