using System.Diagnostics;

namespace TaskBoard.TestKit;

/// <summary>What another program said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output, with LF.</param>
/// <param name="Errors">Its standard error, with LF.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramRun> Of(string program, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new ProgramRun(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <exception cref="InvalidOperationException">It did not: what it said.</exception>
    public static void Demand(string program, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (Of(program, arguments).GetAwaiter().GetResult() is { ExitCode: not 0 } run)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {run.Errors.Trim()}{run.Output.Trim()}");
        }
    }
}
