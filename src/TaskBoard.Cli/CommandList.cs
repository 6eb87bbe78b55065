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
        NextCommand.Create(),
        StartCommand.Create(),
        NoteCommand.Create(),
        EditCommand.Create(),
        BlockCommand.Create(),
        UnblockCommand.Create(),
        RetryCommand.Create(),
        ReopenCommand.Create(),
        CancelCommand.Create(),
        RemoveCommand.Create(),
        WatchCommand.Create(),
        VerifyCommand.Create(),
        ReplayCommand.Create(),
        DiffCommand.Create(),
        QueryCommand.Create(),
        StatsCommand.Create(),
        AuditCommand.Create(),
        CheckCommand.Create(),
        FmtCommand.Create(),
        LockCommand.Create(),
        ImportCommand.Create(),
        SchemaCommand.Create(),
        GuideCommand.Create(),
        CompletionCommand.Create(),
    ];
}
