namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard audit</c>, which only holds further commands.</summary>
internal static class AuditCommand
{
    public static CliCommand Create()
    {
        var command = new CliCommand("audit", "Seal the history, to prove later that nothing was changed.", "taskboard audit seal");
        command.Add(AuditSealCommand.Create());
        return command;
    }
}
