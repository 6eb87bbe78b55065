using TaskBoard.Cli.Help;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard guide</c>.</summary>
internal static class GuideCommand
{
    public static CliCommand Create() => new CliCommand("guide", "Print what an agent needs to know to work with a board, in forty lines.", "taskboard guide")
    {
        Remarks = "Made to be put into an agent's instructions as it is.",
    }.Running(async call =>
    {
        if (call.Json)
        {
            call.WriteDocument("guide", writer => writer.WriteString("text", Guide.Text));
        }
        else
        {
            await call.Streams.Out.WriteAsync(Guide.Text).ConfigureAwait(false);
        }

        return ExitCode.Done;
    });
}
