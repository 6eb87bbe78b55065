using System.Diagnostics;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Examples;

/// <summary>An agent of <c>examples/agents</c> as a real process, and its board.</summary>
/// <param name="Program">What runs it.</param>
/// <param name="Script">Its file.</param>
/// <param name="Options">What the program is told before the file.</param>
internal sealed record ForeignAgent(string Program, string Script, params string[] Options)
{
    public static ForeignAgent Python { get; } = new("python3", "agent.py");

    public static ForeignAgent Node { get; } = new("node", "agent.mjs");

    public static ForeignAgent Bash { get; } = new("bash", "agent.sh");

    public static ForeignAgent PowerShell { get; } = new(PowerShellProgram.Path, "agent.ps1", "-NoProfile", "-File");

    /// <summary>Its text.</summary>
    public string Text => File.ReadAllText(PathOf(Script)).ReplaceLineEndings("\n");

    /// <summary>Starts it on a board.</summary>
    public Process Start(string directory, string name) => Child.Start(directory, Program, [.. Options, PathOf(Script), directory, name]);

    /// <summary>
    /// Stops the agent (SIGSTOP) in the middle of a turn: lets it go and stops it again until it has <c>tasks.lock</c> in hand.
    /// </summary>
    public static async Task StopInItsTurnAsync(Process agent, string lockFile)
    {
        while (!agent.HasExited)
        {
            while (!File.Exists(lockFile) && !agent.HasExited)
            {
                await Task.Yield();
            }

            await SignalAsync(agent, "STOP");
            if (File.Exists(lockFile) && (await File.ReadAllTextAsync(lockFile)).EndsWith('\n'))
            {
                return;
            }

            await SignalAsync(agent, "CONT");
        }

        Assert.Fail($"It ended before it was seen in a turn: {await agent.AnswerAsync()}");
    }

    /// <summary>Sends a signal.</summary>
    public static async Task SignalAsync(Process agent, string signal) => Assert.Equal(0, (await ProgramRun.Of("kill", $"-{signal}", $"{agent.Id}")).ExitCode);

    private static string PathOf(string script) => Checkout.File("examples", "agents", script);
}
