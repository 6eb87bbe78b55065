using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>taskboard check</c>.</summary>
public sealed class CheckCommandTests : IDisposable
{
    /// <summary>A board with everything that can be found on one that can be read.</summary>
    private const string Everything =
        "\uFEFF{\n"
        + "  \"tasks\": [\n"
        + "    { \"id\": \"parse\", \"title\": \"Parse\", \"status\": \"COMPLETED\", \"depends_on\": [\"write\", \"gone\"] },\n"
        + "    { \"id\": \"parse.1\", \"title\": \"Header\", \"parent\": \"parse\", \"assigned_to\": \"agent-1 \" },\r\n"
        + "    { \"id\": \"Parse\", \"title\": \"Parse\\u200b it\", \"parent\": \"nobody\", \"related\": [\"Parse\", \"gone\"] },\n"
        + "    { \"id\": \"write\", \"title\": \"Write\", \"depends_on\": [\"print\", \"print\", \"lost\"], \"status\": \"sideways\" },\n"
        + "    { \"id\": \"print\", \"title\": \"Print\", \"depends_on\": [\"write\"], \"dependsOn\": [\"write\"] },\n"
        + "    { \"id\": \"self\", \"title\": \"Self\", \"parent\": \"self\" },\n"
        + "    { \"id\": 7, \"title\": \"Seven\", \"status\": \"IN_PROGRESS\", \"estimate\": 12345678901234567890, \"x\": { \"a\": 1, \"a\": 2 } },\n"
        + "    { \"id\": \"late\", \"title\": \"Late\", \"created_at\": \"2026-11-21T09:00:00Z\", \"updated_at\": \"2026-11-20T09:00:00Z\", \"failures\": 2, \"attempts\": 1,\n"
        + "      \"notes\": [ { \"timestamp\": \"2026-11-21T10:00:00Z\", \"text\": \"b\" },\n"
        + "                 { \"timestamp\": \"2026-11-21T09:00:00Z\", \"text\": \"a\" } ] },\n"
        + "    { \"id\": \"stuck\", \"title\": \"Stuck\", \"depends_on\": [\"no\", \"failed\"], \"labels\": [\"x\", \"x\"], \"progress\": 140, \"progress\": \"much\" },\n"
        + "    { \"id\": \"waits\", \"title\": \"Waits\", \"depends_on\": [\"no\", \"failed\"], \"not_before\": \"soon\" },\n"
        + "    { \"id\": \"no\", \"title\": \"No\", \"status\": \"CANCELLED\" },\n"
        + "    { \"id\": \"failed\", \"status\": \"FAILED\" }\n"
        + "  ]\n"
        + "}\n";

    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public CheckCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Everything_is_told_with_its_place()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], Everything);
        var answer = await _cli.RunAsync("check", "--board", ".");
        Assert.Equal(1, answer.Code);
        await Snapshot.Verify(answer.Without(_directory));
    }

    [Fact]
    public async Task As_JSON_the_place_stands_apart_from_the_message()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], Everything);
        var answer = await _cli.RunAsync("check", "--board", ".", "--json");
        var items = JsonDocument.Parse(answer.Out).RootElement.GetProperty("items").EnumerateArray().ToList();
        var lines = (await _cli.RunAsync("check", "--board", ".")).Out.TrimEnd('\n').Split('\n');
        Assert.Equal(lines, items.Select(i =>
            $"{(i.GetProperty("problem").GetBoolean() ? "problem" : "remark")}: line {i.GetProperty("line")}, column {i.GetProperty("column")}: {i.GetProperty("message").GetString()}"));
    }

    [Fact]
    public async Task A_file_that_comes_near_its_limit_is_remarked()
    {
        _cli.Options = o => o.MaxFileBytes = 2048;
        await File.WriteAllTextAsync(_directory["tasks.json"], "[]" + new string(' ', 1700));
        var answer = await _cli.RunAsync("check", "--board", ".");
        Assert.Equal((0, "remark: tasks.json has 1,702 bytes, of at most 2,048. Take finished tasks off the board: the history keeps them.\n"), (answer.Code, answer.Out));
    }

    [Fact]
    public async Task Personas_that_nobody_describes_and_files_that_describe_none_are_told()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A","persona":"reviewr"},{"id":"b","title":"B","persona":"poet"}]""");
        await _cli.RunAsync("init");
        Assert.Equal(new CliAnswer(0, "", "Nothing to mend.\n"), await _cli.RunAsync("check"));
        Directory.CreateDirectory(_directory["personas"]);
        await File.WriteAllTextAsync(_directory["personas/reviewer.md"], "# Reviewer\n\nReads what others wrote.\n");
        await File.WriteAllTextAsync(_directory["personas/broken.md"], "# Only a name\n");
        var answer = await _cli.RunAsync("check");
        Assert.Equal((1, "2 to mend, 1 remark.\n"), (answer.Code, answer.Error));
        Assert.Equal(
            "problem: personas/broken.md cannot be used as a persona. It says nothing of who the persona is. Write its name as a heading, and below it what it looks after and how it works.\n"
            + "problem: line 1, column 34: Task a asks for the persona 'reviewr', which nobody describes. Did you mean 'reviewer'?\n"
            + "remark: line 1, column 77: Task b asks for the persona 'poet', which nobody describes.\n",
            answer.Out);
        Assert.Contains("Asked for by tasks, and not described: poet, reviewr.\n", (await _cli.RunAsync("personas")).Error, StringComparison.Ordinal);
        Assert.Contains("board-problem         tasks.json:1:34: Task a asks for the persona 'reviewr'", (await _cli.RunAsync("monitor", "--once")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hand_edit_is_remarked_until_it_is_on_record_and_the_log_names_what_it_changed()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse", "--id", "parse");
        await _cli.RunAsync("add", "Print", "--id", "print");
        var text = await File.ReadAllTextAsync(_directory["tasks.json"]);
        await File.WriteAllTextAsync(_directory["tasks.json"], text.Replace("\"title\": \"Parse\"", "\"title\": \"Parse it\", \"estimate\": 3, \"a\\nb\": 1", StringComparison.Ordinal));
        Assert.Equal(
            new CliAnswer(0, "remark: tasks.json holds a hand edit that is not recorded yet: revision 2 is the last on record. The next change records it.\n", "0 to mend, 1 remark.\n"),
            await _cli.RunAsync("check"));
        await _cli.RunAsync("note", "print", "seen");
        Assert.Equal("Nothing to mend.\n", (await _cli.RunAsync("check")).Error);
        Assert.Contains("parse  UPDATED  (hand edit)  title, estimate, a\\nb\n", (await _cli.RunAsync("log")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sound_board_has_nothing_to_mend()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Parse");
        await _cli.RunAsync("claim");
        Assert.Equal(new CliAnswer(0, "", "Nothing to mend.\n"), await _cli.RunAsync("check"));
    }
}
