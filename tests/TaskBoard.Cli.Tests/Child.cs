using System.Diagnostics;

namespace TaskBoard.Cli.Tests;

/// <summary>Runs programs as processes of their own.</summary>
internal static class Child
{
    /// <summary>Starts a program with its streams in our hands and no board in its environment.</summary>
    public static Process Start(string directory, string program, params string[] arguments) =>
        Start(directory, program, new Dictionary<string, string>(), arguments);

    /// <summary>The same, with variables in its environment.</summary>
    public static Process Start(string directory, string program, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var variable in (string[])["TASKBOARD_AGENT", "TASKBOARD_DIR", "TASKBOARD_LOCK"])
        {
            start.Environment.Remove(variable);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for a program's end and answers what it said.</summary>
    public static async Task<CliAnswer> AnswerAsync(this Process child)
    {
        child.StandardInput.Close();
        var (output, error) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        return new CliAnswer(child.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<CliAnswer> RunAsync(string directory, string program, params string[] arguments)
    {
        using var child = Start(directory, program, arguments);
        return await child.AnswerAsync();
    }
}
