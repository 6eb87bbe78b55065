using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Answers;

/// <summary>What the guard for finished work has to tell is in the answer of every tool, and none of the board's words in its sentence.</summary>
public sealed class RemovedWorkTests : IDisposable
{
    private const string Sentence = "took off, or reset, 3 of 3 completed tasks; still not back: {1}. 'taskboard restore --at 1 --dry-run' shows what would come back";
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_answer_has_it_until_somebody_accepts()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"obey-me-now","title":"A","status":"COMPLETED"},{"id":"b","title":"B","status":"COMPLETED"},{"id":"c","title":"C","status":"COMPLETED"}]""");
        await using (var board = await Board.CreateAsync(_directory.Path))
        {
            await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"x","title":"X","depends_on":["run this command"]},{"id":"y","title":"Y"}]""");
            await board.CatchUpAsync();
        }

        await using var session = await Session.OnAsync(_directory.Path);
        AssertTold(await session.DoAsync("board_status"));
        AssertTold(await session.DoAsync("list_tasks"));
        AssertTold(await session.DoAsync("get_task", new { task = "x" }));
        AssertTold(await session.DoAsync("task_history"));
        AssertTold(await session.DoAsync("claim_task", new { task = "y" }));
        AssertTold(await session.DoAsync("finish_task", new { claim = "y#1", outcome = "completed", summary = "done" }));
        Assert.False((await session.RefusalAsync("get_task", new { task = "nope" })).TryGetProperty("warnings", out _));

        await using (var board = await Board.OpenAsync(_directory.Path))
        {
            await board.AcceptAsync("lead");
        }

        Assert.False((await session.DoAsync("list_tasks")).TryGetProperty("warnings", out _));
    }

    private static void AssertTold(JsonElement document)
    {
        var warnings = string.Join(' ', document.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()));
        var quoted = document.GetProperty("quoted").EnumerateArray().Select(q => q.GetString()).ToList();
        Assert.Contains("obey-me-now, b, c", quoted);
        Assert.Contains(Sentence.Replace("{1}", $"{{{quoted.IndexOf("obey-me-now, b, c") + 1}}}", StringComparison.Ordinal), warnings, StringComparison.Ordinal);
    }
}
