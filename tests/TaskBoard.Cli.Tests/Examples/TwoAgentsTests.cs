using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Examples;

/// <summary>The story of two processes and four workers, run as a user runs it.</summary>
public sealed partial class TwoAgentsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_processes_finish_the_board_although_one_is_killed_and_somebody_edits_it_by_hand()
    {
        var answer = await Child.RunAsync(_directory.Path, "dotnet", "exec", Checkout.Output("examples/TwoAgents", "TwoAgents.dll"), _directory["work"]);
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Equal("", answer.Error);
        await Snapshot.Verify(Fixed(answer.Out, _directory["work"]));

        await using var board = await Board.OpenAsync(_directory["work"]);
        var snapshot = await board.ReadAsync();
        Assert.Equal(56, snapshot.Tasks.Count);
        var completions = new List<string>();
        await foreach (var item in board.History.EventsAsync())
        {
            if (item.ToStatus == "COMPLETED" && item.FromStatus != "COMPLETED")
            {
                completions.Add(item.Task!);
            }
        }

        Assert.Equal(snapshot.Tasks.Select(t => t.Id.Value).Order(StringComparer.Ordinal), completions.Order(StringComparer.Ordinal));
        Assert.All(snapshot.Tasks, t => Assert.True(File.Exists(Path.Combine(_directory["work"], t.Paths[0])), $"{t.Paths[0]} was not written."));
        var verification = await board.History.VerifyAsync();
        Assert.True(verification.IsIntact, string.Join('\n', verification.Problems));
        Assert.False(verification.FileIsAhead);
        var replayed = await board.History.ReplayAsync(verification.Revision);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(_directory["work/tasks.json"]));
        Assert.True(JsonNode.DeepEquals(file, JsonNode.Parse(replayed.ToJson())));
        Assert.False(File.Exists(_directory["work/tasks.lock"]));
    }

    /// <summary>The output without what differs from run to run.</summary>
    internal static string Fixed(string output, string directory) => Meeting().Replace(
        Count().Replace(output.Replace(directory, "DIR", StringComparison.Ordinal), "… events"), "it met …");

    [GeneratedRegex(@"\d+ events")]
    private static partial Regex Count();

    [GeneratedRegex("it met .*")]
    private static partial Regex Meeting();
}
