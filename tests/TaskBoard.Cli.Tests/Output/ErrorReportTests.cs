using TaskBoard.Cli.Output;
using Xunit;

namespace TaskBoard.Cli.Tests.Output;

public sealed class ErrorReportTests
{
    [Theory]
    [InlineData(BoardErrorKind.Failed, 1)]
    [InlineData(BoardErrorKind.Usage, 2)]
    [InlineData(BoardErrorKind.Refused, 4)]
    [InlineData(BoardErrorKind.Locked, 5)]
    [InlineData(BoardErrorKind.Unreadable, 6)]
    [InlineData(BoardErrorKind.NotFound, 7)]
    public void Each_kind_of_refusal_has_its_exit_code(BoardErrorKind kind, int code) => Assert.Equal(code, ExitCode.Of(kind));

    [Fact]
    public void A_bug_says_so_on_one_line()
    {
        var (code, text) = Report(Thrown(), json: false);
        Assert.Equal(1, code);
        Assert.Single(text.TrimEnd().Split('\n'));
        Assert.Contains("This is a bug in taskboard: FormatException", text, StringComparison.Ordinal);
    }

    [Fact]
    public void With_json_an_error_is_one_object_on_one_line()
    {
        var (code, text) = Report(new CliException("TB2001", 7, "There is no task 'x\u001b'.", "x\u001b"), json: true);
        Assert.Equal(7, code);
        Assert.Equal("{\"error\":{\"code\":\"TB2001\",\"message\":\"There is no task 'x\\u001b'.\",\"task\":\"x\\u001b\"}}\n", text, ignoreCase: true);
    }

    [Fact]
    public void Text_of_a_board_in_a_message_is_shown() =>
        Assert.Equal("taskboard: There is no task 'x\\e'. (TB2001)\n", Report(new CliException("TB2001", 7, "There is no task 'x\u001b'."), json: false).Text);

    [Fact]
    public void An_interruption_ends_as_shells_expect() => Assert.Equal(130, Report(new OperationCanceledException(), json: false).Code);

    private static (int Code, string Text) Report(Exception exception, bool json)
    {
        using var text = new StringWriter();
        var code = new ErrorReport(text, json).Report(exception);
        return (code, text.ToString().ReplaceLineEndings("\n"));
    }

    private static FormatException Thrown()
    {
        try
        {
            throw new FormatException("wrong");
        }
        catch (FormatException e)
        {
            return e;
        }
    }
}
