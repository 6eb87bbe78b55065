using System.Text.Json;
using TaskBoard.Cli.Input;

namespace TaskBoard.Cli.Output;

/// <summary>Turns what was thrown into one message on standard error and an exit code.</summary>
internal sealed class ErrorReport(TextWriter error, bool json)
{
    /// <summary>Writes the message; answers the exit code.</summary>
    public int Report(Exception exception)
    {
        switch (exception)
        {
            case CliException e:
                return Write(e.Code, e.Message, e.Task, e.ExitCode, e.Problems);
            case BoardUnreadableException { Problems.Count: > 1 } e when !json:
                error.WriteLine($"taskboard: {VisibleText.Line(e.Path)} cannot be read as a board, and was left as it is ({e.Code}):");
                foreach (var problem in e.Problems)
                {
                    error.WriteLine($"  {VisibleText.Line(problem.ToString())}");
                }

                return ExitCode.Unreadable;
            case SettingsUnreadableException { Problems.Count: > 1 } e when !json:
                error.WriteLine($"taskboard: {VisibleText.Line(e.Path)} cannot be used, and nothing is changed until it is mended or moved aside ({e.Code}):");
                foreach (var problem in e.Problems)
                {
                    error.WriteLine($"  {VisibleText.Line(problem.ToString())}");
                }

                return ExitCode.Unreadable;
            case BoardException e:
                return Write(e.Code, e.Message, e.Task, ExitCode.Of(e.Kind));
            case OperationCanceledException:
                return Write(BoardErrorCodes.Interrupted, "Interrupted. What had been acknowledged stays; nothing else was changed.", null, ExitCode.Interrupted);
            case IOException e:
                // The board's files have exceptions of their own: this is the command's own input or output.
                return Unwritten(e, ExitCode.Failed);
            default:
                return Write(BoardErrorCodes.Bug, Bug(exception), null, ExitCode.Failed);
        }
    }

    /// <summary>Reports that an answer could not be written; answers the exit code.</summary>
    /// <param name="e">Why not.</param>
    /// <param name="code">What the exit code would have been.</param>
    public int Unwritten(Exception e, int code) => Write(
        BoardErrorCodes.AnswerUnwritten,
        $"The answer could not be written ({e.Message.TrimEnd('.')}). "
        + (code == ExitCode.Done
            ? "What was asked for has been done; 'taskboard log' shows what that was, and whoever claims again is given the same task."
            : "'taskboard log' shows what was done before."),
        null,
        ExitCode.Failed);

    // A stack trace helps nobody at the keyboard; the place helps whoever mends it.
    private static string Bug(Exception e)
    {
        var place = e.StackTrace?.ReplaceLineEndings("\n").Split('\n')[0].Trim();
        return $"This is a bug in taskboard: {e.GetType().Name}: {e.Message} ({place ?? "no place known"}). Please report it with the command you gave.";
    }

    private int Write(string code, string message, string? task, int exitCode, IReadOnlyList<InputProblem>? problems = null)
    {
        error.WriteLine(json
            ? JsonDocumentText.Object(writer =>
            {
                writer.WriteStartObject("error");
                writer.WriteString("code", code);
                writer.WriteString("message", message);
                writer.WriteText("task", task);
                WriteProblems(writer, problems ?? []);
                writer.WriteEndObject();
            })
            : $"taskboard: {VisibleText.Line(message)} ({code})");
        foreach (var problem in json ? [] : problems ?? [])
        {
            error.WriteLine($"  {VisibleText.Line(problem.ToString())}");
        }

        return exitCode;
    }

    private static void WriteProblems(Utf8JsonWriter writer, IReadOnlyList<InputProblem> problems)
    {
        if (problems.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", problem.Line);
            writer.WriteNumber("column", problem.Column);
            writer.WriteText("task", problem.Task);
            writer.WriteString("message", problem.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
