using System.CommandLine;

namespace TaskBoard.Cli.Commands;

/// <summary>The task that a command is about.</summary>
internal static class TaskArgument
{
    /// <summary>What a task is called where any number of them may stand.</summary>
    public const string Several = "ID";

    /// <summary>The task that a holder reports on.</summary>
    public static Argument<string> Create() => new("HANDLE-OR-ID") { Description = "The claim handle (id#attempt) that claim printed, or the id of a task of yours." };

    /// <summary>A task, whoever holds it.</summary>
    public static Argument<string> Id() => new("ID") { Description = "The task." };

    /// <summary>Why, for the history.</summary>
    public static Argument<string?> Reason() => new("REASON") { Arity = ArgumentArity.ZeroOrOne, Description = "Why, for the history." };
}
