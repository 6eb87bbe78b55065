using System.Text.Json;
using Microsoft.Data.Sqlite;
using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>What is shown of leases.</summary>
public sealed class LeaseOutputTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public LeaseOutputTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_claim_shows_until_when_it_lives()
    {
        await MakeAsync();
        const string End = "2026-11-21T09:15:00.000Z";
        Assert.Contains($"  lease        expires {End}\n", (await _cli.RunAsync("show", "a")).Out, StringComparison.Ordinal);
        Assert.Contains($"  lease        expires {End}\n", (await _cli.RunAsync("claim", "a")).Out, StringComparison.Ordinal);
        Assert.Contains($"  lease        expires {End}\n", (await _cli.RunAsync("next")).Out, StringComparison.Ordinal);
        Assert.Equal(End, await JsonAsync("item", "show", "a"));
        Assert.Equal(End, await JsonAsync("items", "list"));
        Assert.Equal(End, await JsonAsync("item", "claim", "a"));
        _cli.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("2026-11-21T09:16:00.000Z", await JsonAsync("items", "progress", "a#1", "5"));
        Assert.Null(await JsonAsync("items", "release", "a#1"));
    }

    [Fact]
    public async Task A_task_whose_lease_is_over_is_listed_as_such_and_as_ready()
    {
        await MakeAsync();
        Assert.Empty((await _cli.RunAsync("list", "--ready")).Out);
        RestartTheMachine();
        _cli.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("a   IN_PROGRESS  medium    A  (lease expired, can be claimed; tester)\n", (await _cli.RunAsync("list", "--ready")).Out);
        var shown = (await _cli.RunAsync("show", "a")).Out;
        Assert.Contains("  status       IN_PROGRESS (lease expired, can be claimed)\n", shown, StringComparison.Ordinal);
        Assert.Contains("  lease        expired 2026-11-21T09:15:00.000Z\n", shown, StringComparison.Ordinal);
        using var document = JsonDocument.Parse((await _cli.RunAsync("list", "--json")).Out);
        Assert.True(document.RootElement.GetProperty("items")[0].GetProperty("ready").GetBoolean());
        Assert.Equal("a#2", (await _cli.RunAsync("claim", "--agent", "other")).Out.Split('\n')[0]);
    }

    [Fact]
    public async Task A_claim_that_may_run_so_long_shows_when_that_ends()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "A", "--id", "a");
        const string Line = "  lease        expires 2026-11-21T09:15:00.000Z, renewed until 2026-11-21T11:00:00.000Z at most\n";
        Assert.Contains(Line, (await _cli.RunAsync("claim", "--max-run", "2h")).Out, StringComparison.Ordinal);
        Assert.Contains(Line, (await _cli.RunAsync("show", "a")).Out, StringComparison.Ordinal);
        Assert.Contains("\"max_run_at\":\"2026-11-21T11:00:00.000Z\"", (await _cli.RunAsync("show", "a", "--json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_was_put_in_hand_in_the_file_is_said_to_have_no_lease()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A","status":"IN_PROGRESS","assigned_to":"bob"},{"id":"b","title":"B","status":"IN_PROGRESS"}]""");
        await _cli.RunAsync("init");
        Assert.Equal("a   IN_PROGRESS  medium    A  (bob; no lease)\nb   IN_PROGRESS  medium    B  (ready)\n", (await _cli.RunAsync("list")).Out);
        Assert.Contains("  lease        none: it was put in hand in tasks.json, and no clock takes it back\n", (await _cli.RunAsync("show", "a")).Out, StringComparison.Ordinal);
        Assert.EndsWith(
            "    Leave it to them: bob has it in hand, by tasks.json alone, so that no lease ends it.\n    If bob does not work on it any more, set it to PENDING in tasks.json.\n",
            (await _cli.RunAsync("explain", "a")).Out, StringComparison.Ordinal);
        Assert.Contains("  - `a` A (in progress, by tasks.json alone, without a lease)\n", (await _cli.RunAsync("report")).Out, StringComparison.Ordinal);
        Assert.Contains("\"no_lease\":true", (await _cli.RunAsync("report", "--json")).Out, StringComparison.Ordinal);
        _cli.Screen = Screens.Of(80);
        Assert.Contains("bob  begun  no lease", Screens.WithoutColours((await _cli.RunAsync("list")).Out), StringComparison.Ordinal);
        _cli.Screen = null;
        await _cli.RunAsync("claim", "a", "--agent", "bob");
        Assert.Equal("a   IN_PROGRESS  medium    A  (bob)\n", (await _cli.RunAsync("list", "--assigned-to", "bob")).Out);
    }

    private async Task MakeAsync()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "A", "--id", "a");
        await _cli.RunAsync("claim", "a");
    }

    // Then the wall clock counts, which tests can move.
    private void RestartTheMachine()
    {
        using var database = new SqliteConnection($"Data Source={_directory[".taskboard/history.db"]};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "UPDATE leases SET boot_id = 'another start'";
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private async Task<string?> JsonAsync(string property, params string[] args)
    {
        using var document = JsonDocument.Parse((await _cli.RunAsync([.. args, "--json"])).Out);
        var item = document.RootElement.GetProperty(property);
        return (item.ValueKind == JsonValueKind.Array ? item[0] : item).GetProperty("lease_expires_at").GetString();
    }
}
