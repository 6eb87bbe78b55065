using TaskBoard.Cli.Commands;

namespace TaskBoard.Cli;

/// <summary>All commands, in the order in which the help shows them. Each is made when it is asked for: to make all takes longer than most commands.</summary>
internal static class CommandList
{
    private static readonly (string Name, Func<CliCommand> Create)[] Known =
    [
        ("init", InitCommand.Create),
        ("add", AddCommand.Create),
        ("list", ListCommand.Create),
        ("show", ShowCommand.Create),
        ("claim", ClaimCommand.Create),
        ("progress", ProgressCommand.Create),
        ("complete", CompleteCommand.Create),
        ("fail", FailCommand.Create),
        ("release", ReleaseCommand.Create),
        ("log", LogCommand.Create),
        ("next", NextCommand.Create),
        ("start", StartCommand.Create),
        ("plan", PlanCommand.Create),
        ("depend", DependCommand.Create),
        ("explain", ExplainCommand.Create),
        ("note", NoteCommand.Create),
        ("edit", EditCommand.Create),
        ("block", BlockCommand.Create),
        ("unblock", UnblockCommand.Create),
        ("retry", RetryCommand.Create),
        ("reopen", ReopenCommand.Create),
        ("cancel", CancelCommand.Create),
        ("remove", RemoveCommand.Create),
        ("agents", AgentsCommand.Create),
        ("register", RegisterCommand.Create),
        ("heartbeat", HeartbeatCommand.Create),
        ("deregister", DeregisterCommand.Create),
        ("personas", PersonasCommand.Create),
        ("watch", WatchCommand.Create),
        ("wait", WaitCommand.Create),
        ("work", WorkCommand.Create),
        ("verify", VerifyCommand.Create),
        ("replay", ReplayCommand.Create),
        ("restore", RestoreCommand.Create),
        ("undo", UndoCommand.Create),
        ("accept", AcceptCommand.Create),
        ("diff", DiffCommand.Create),
        ("query", QueryCommand.Create),
        ("stats", StatsCommand.Create),
        ("audit", AuditCommand.Create),
        ("report", ReportCommand.Create),
        ("graph", GraphCommand.Create),
        ("check", CheckCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("repair", RepairCommand.Create),
        ("backup", BackupCommand.Create),
        ("monitor", MonitorCommand.Create),
        ("fmt", FmtCommand.Create),
        ("lock", LockCommand.Create),
        ("import", ImportCommand.Create),
        ("merge", MergeCommand.Create),
        ("schema", SchemaCommand.Create),
        ("mcp", McpCommand.Create),
        ("guide", GuideCommand.Create),
        ("completion", CompletionCommand.Create),
    ];

    /// <summary>All commands.</summary>
    public static IEnumerable<CliCommand> All() => Known.Select(known => known.Create());

    /// <summary>Those whose names are among the words; none: no word is the name of a command.</summary>
    public static IReadOnlyList<CliCommand> NamedIn(string[] words)
    {
        var named = new List<CliCommand>();
        foreach (var (name, create) in Known)
        {
            if (Array.IndexOf(words, name) >= 0)
            {
                named.Add(create());
            }
        }

        return named;
    }
}
