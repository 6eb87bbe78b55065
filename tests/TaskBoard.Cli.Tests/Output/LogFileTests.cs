using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Output;

public sealed class LogFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public LogFileTests() => _cli = new CliRun(_directory.Path).Set("TASKBOARD_LOG", "board.log");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_line_is_an_object_and_tries_for_the_lock_are_among_them()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse \u001b[31m", "--id", "parse");
        await _cli.RunAsync("complete", "other");
        var lines = new List<string>();
        foreach (var line in await File.ReadAllLinesAsync(_directory["board.log"]))
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            Assert.Equal((Environment.ProcessId, "2026-11-21T09:00:00.000Z"), (entry.GetProperty("pid").GetInt32(), entry.GetProperty("time").GetString()));
            lines.Add($"{entry.GetProperty("command")} {entry.GetProperty("level")} {entry.GetProperty("event")}"
                + (entry.TryGetProperty("waited_ms", out var waited) ? $" {waited.ValueKind}" : "")
                + (entry.TryGetProperty("kind", out var kind) ? $" {kind} {entry.GetProperty("task")}" : "")
                + (entry.TryGetProperty("code", out var code) ? $" {code}" : ""));
        }

        Assert.Equal(
            [
                "init information ModeFound", "init debug LockTaken Number", "add information ModeFound", "add debug LockTaken Number", "add information Recorded CREATED parse",
            ],
            lines.Take(5));
        Assert.All(lines.Skip(5), line => Assert.StartsWith("complete ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_of_many_writers_stay_whole()
    {
        await _cli.RunAsync("init");
        var log = _directory["board.log"];
        File.Delete(log);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => new CliRun(_directory.Path).Set("TASKBOARD_LOG", "board.log").RunAsync("add", $"Task {i}", "--id", $"t{i}"))));
        var recorded = (await File.ReadAllLinesAsync(log)).Select(line => JsonDocument.Parse(line).RootElement).Where(e => e.GetProperty("event").GetString() == "Recorded");
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"t{i}"), recorded.Select(e => e.GetProperty("task").GetString()).Order());
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_said_once_and_keeps_nobody_from_working()
    {
        _cli.Set("TASKBOARD_LOG", "no/such/directory/board.log");
        await _cli.RunAsync("init");
        var answer = await _cli.RunAsync("add", "Parse", "--id", "parse");
        Assert.Equal(0, answer.Code);
        Assert.StartsWith("warning: TASKBOARD_LOG: ", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.StartsWith("warning: TASKBOARD_LOG", StringComparison.Ordinal));
    }
}
