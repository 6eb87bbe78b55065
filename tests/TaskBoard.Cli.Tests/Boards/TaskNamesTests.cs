using TaskBoard.Cli.Boards;
using Xunit;

namespace TaskBoard.Cli.Tests.Boards;

public sealed class TaskNamesTests
{
    private static readonly BoardSnapshot Board = new()
    {
        Tasks = new[] { "k3m9x2", "k3m9bb", "b7q4tz", "20", "2001", "headers", "b7q4", "234567" }.Select(id => new TaskItem { Id = TaskId.Parse(id) }).ToValueList(),
    };

    [Theory]
    [InlineData("k3m9x2", "k3m9x2")]
    [InlineData("k3m9x", "k3m9x2")]
    [InlineData("k3m", "k3m")]
    [InlineData("2", "2")]
    [InlineData("200", "200")]
    [InlineData("head", "head")]
    [InlineData("K3M9X", "K3M9X")]
    [InlineData("b7q4", "b7q4")]
    [InlineData("b7q4t", "b7q4tz")]
    [InlineData("23456", "23456")]
    public void A_prefix_of_at_least_four_characters_hits_generated_ids_only(string text, string id) => Assert.Equal(id, TaskNames.Id(Board, text).Value);

    [Fact]
    public void A_prefix_that_fits_several_names_them()
    {
        var refusal = Assert.Throws<CliException>(() => TaskNames.Id(Board, "k3m9"));
        Assert.Equal((BoardErrorCodes.AmbiguousTaskId, ExitCode.NotFound), (refusal.Code, refusal.ExitCode));
        Assert.Contains("k3m9x2, k3m9bb", refusal.Message, StringComparison.Ordinal);
    }
}
