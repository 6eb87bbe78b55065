namespace TaskBoard.Cli.Input;

/// <summary>What people call a command who know other tools.</summary>
internal static class OtherWords
{
    private static readonly Dictionary<string, string> s_commands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["done"] = "complete",
        ["finish"] = "complete",
        ["close"] = "complete",
        ["resolve"] = "complete",
        ["new"] = "add",
        ["create"] = "add",
        ["ls"] = "list",
        ["status"] = "list",
        ["get"] = "show",
        ["view"] = "show",
        ["rm"] = "remove",
        ["del"] = "remove",
        ["delete"] = "remove",
        ["assign"] = "claim",
        ["take"] = "claim",
        ["grab"] = "claim",
        ["update"] = "edit",
        ["set"] = "edit",
        ["comment"] = "note",
        ["history"] = "log",
        ["abort"] = "cancel",
        ["help"] = "--help",
    };

    /// <summary>The command that is meant; null: not known.</summary>
    public static string? CommandFor(string word) => s_commands.GetValueOrDefault(word);
}
