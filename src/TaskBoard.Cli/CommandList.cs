using TaskBoard.Cli.Commands;

namespace TaskBoard.Cli;

/// <summary>All commands, in the order in which the help shows them.</summary>
internal static class CommandList
{
    public static IEnumerable<CliCommand> All() =>
    [
        InitCommand.Create(),
        AddCommand.Create(),
        ListCommand.Create(),
        ShowCommand.Create(),
        ClaimCommand.Create(),
        ProgressCommand.Create(),
        CompleteCommand.Create(),
        FailCommand.Create(),
        ReleaseCommand.Create(),
        LogCommand.Create(),
        VerifyCommand.Create(),
        ReplayCommand.Create(),
        CheckCommand.Create(),
        LockCommand.Create(),
        ImportCommand.Create(),
    ];
}
