namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard lock</c>, which only holds further commands.</summary>
internal static class LockCommand
{
    public static CliCommand Create()
    {
        var command = new CliCommand("lock", "Look at the board's lock, break it, or hold it for a command.", "taskboard lock show");
        command.Add(LockShowCommand.Create());
        command.Add(LockBreakCommand.Create());
        command.Add(LockRunCommand.Create());
        return command;
    }
}
