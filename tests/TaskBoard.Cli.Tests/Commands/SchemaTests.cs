using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

public sealed class SchemaTests
{
    [Fact]
    public async Task The_schema_needs_no_board_and_is_the_one_that_a_new_board_gets()
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        var printed = await cli.RunAsync("schema");
        Assert.Equal((0, ""), (printed.Code, printed.Error));
        await cli.RunAsync("init", "--schema");
        Assert.Equal((await File.ReadAllTextAsync(directory["tasks.schema.json"])).ReplaceLineEndings("\n"), printed.Out);

        var json = await cli.RunAsync("schema", "--json");
        Assert.Single(json.Out.TrimEnd('\n').Split('\n'));
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse(printed.Out).RootElement, JsonDocument.Parse(json.Out).RootElement.GetProperty("json_schema")));
    }
}
