using System.CommandLine;

namespace TaskBoard.Cli.Commands;

/// <summary>The task that a holder reports on.</summary>
internal static class TaskArgument
{
    public static Argument<string> Create() => new("HANDLE-OR-ID") { Description = "The claim handle (id#attempt) that claim printed, or the id of a task of yours." };
}
