using System.Text;
using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>personas</c>, and what workers are told of theirs.</summary>
public sealed class PersonaCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public PersonaCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Personas_read_as_they_did()
    {
        var page = new StringBuilder();
        await _cli.RunAsync("init");
        await File.WriteAllTextAsync(_directory["reviewer.md"], "# Reviewer\n\nReads what others wrote.\n\n- finds bugs\n- \u202enothing hidden\n");
        foreach (var words in new string[][]
        {
            ["personas"],
            ["add", "Read it", "--id", "read", "--persona", "reviewer"],
            ["personas"],
            ["personas", "set", "reviewer", "reviewer.md"],
            ["personas", "set", "reviewer", "reviewer.md"],
            ["personas", "set", "tester", "-"],
            ["personas"],
            ["personas", "show", "reviewer"],
            ["personas", "show", "tester", "--json"],
            ["register", "--persona", "reviewer", "--directory", "/src"],
            ["next"],
            ["claim"],
            ["release", "read#1"],
            ["claim", "--persona", "reviewer", "--json"],
            ["personas", "--json"],
            ["personas", "remove", "tester"],
            ["log", "--limit", "3"],
        })
        {
            _cli.Stdin = "Tests what others wrote.";
            page.Append("$ taskboard ").AppendJoin(' ', words).Append('\n').Append((await _cli.RunAsync(words)).Without(_directory)).Append('\n');
        }

        await Snapshot.Verify(page.ToString());
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_changes_nothing()
    {
        var page = new StringBuilder();
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Read it", "--id", "read", "--persona", "reviewer");
        Directory.CreateDirectory(_directory["personas"]);
        await File.WriteAllTextAsync(_directory["personas/reviewer.md"], "# Reviewer\n\nReads what others wrote.\n");
        await File.WriteAllTextAsync(_directory["personas/broken.md"], "# Only a name\n");
        await File.WriteAllBytesAsync(_directory["latin.md"], [(byte)'a', 0xE9, (byte)'b']);
        var before = await EventsAsync();
        foreach (var words in new string[][]
        {
            ["claim", "--persona", "reviewr"],
            ["register", "--persona", "reviewr"],
            ["add", "x", "--persona", "reviewr"],
            ["edit", "read", "--persona", "nobody"],
            ["explain", "read", "--persona", "reviewr"],
            ["personas", "set", "new", "personas/broken.md"],
            ["personas", "set", "new", "latin.md"],
            ["personas", "set", "new", "nowhere.md"],
            ["personas", "set", "", "personas/reviewer.md"],
            ["personas", "set", "new"],
            ["personas", "sett", "new", "latin.md"],
            ["personas", "show", "reviewr"],
            ["personas", "show", "broken"],
            ["personas", "remove", "reviewer"],
            ["personas"],
        })
        {
            page.Append("$ taskboard ").AppendJoin(' ', words).Append('\n').Append((await _cli.RunAsync(words)).Without(_directory)).Append('\n');
        }

        Assert.Equal(before, await EventsAsync());
        await Snapshot.Verify(page.ToString());
    }

    [Fact]
    public async Task Whoever_would_play_a_persona_that_cannot_be_used_is_refused_and_nothing_changes()
    {
        var page = new StringBuilder();
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Read it", "--id", "read", "--persona", "empty");
        await _cli.RunAsync("add", "Anything", "--id", "other");
        Directory.CreateDirectory(_directory["personas/directory.md"]);
        await File.WriteAllTextAsync(_directory["personas/empty.md"], "");
        await File.WriteAllBytesAsync(_directory["personas/utf16.md"], [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("# Name\ntext")]);
        await File.WriteAllTextAsync(_directory["personas/control.md"], "# Name\n\u001b[2J");
        var before = await EventsAsync() + await File.ReadAllTextAsync(_directory["tasks.json"]);
        foreach (var words in new string[][]
        {
            ["register", "--persona", "empty"],
            ["register", "--persona", "utf16"],
            ["register", "--persona", "control"],
            ["register", "--persona", "directory", "--json"],
            ["claim", "--persona", "empty"],
            ["claim", "read", "--persona", "empty"],
            ["claim", "--persona", "empty", "--wait", "1s"],
            ["next", "--persona", "empty"],
            ["agents"],
        })
        {
            page.Append("$ taskboard ").AppendJoin(' ', words).Append('\n').Append((await _cli.RunAsync(words)).Without(_directory)).Append('\n');
        }

        Assert.Equal(before, await EventsAsync() + await File.ReadAllTextAsync(_directory["tasks.json"]));
        Assert.StartsWith("other#1\n", (await _cli.RunAsync("claim")).Out, StringComparison.Ordinal);
        await Snapshot.Verify(page.ToString());
    }

    [Fact]
    public async Task A_claim_by_override_stands_although_the_definition_cannot_be_read()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Read it", "--id", "read", "--persona", "broken");
        Directory.CreateDirectory(_directory["personas"]);
        await File.WriteAllTextAsync(_directory["personas/broken.md"], "");
        var answer = await _cli.RunAsync("claim", "read", "--override");
        Assert.Equal(0, answer.Code);
        Assert.StartsWith("read#1\n", answer.Out, StringComparison.Ordinal);
        Assert.StartsWith("warning: personas/broken.md cannot be used as a persona. ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_is_answered_as_before()
    {
        await _cli.RunAsync("init");
        _cli.Stdin = "Tests what others wrote.";
        var first = JsonDocument.Parse((await _cli.RunAsync("personas", "set", "tester", "-", "--request-key", "k", "--json")).Out).RootElement;
        var events = await EventsAsync();
        var again = JsonDocument.Parse((await _cli.RunAsync("personas", "set", "tester", "-", "--request-key", "k", "--json")).Out).RootElement;
        Assert.Equal((first.GetProperty("revision").GetInt64(), events), (again.GetProperty("revision").GetInt64(), await EventsAsync()));
        _cli.Stdin = "Something else.";
        Assert.Equal(4, (await _cli.RunAsync("personas", "set", "tester", "-", "--request-key", "k")).Code);
    }

    private async Task<string> EventsAsync() => (await _cli.RunAsync("log", "--limit", "1000", "--json")).Out;
}
