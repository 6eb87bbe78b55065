namespace TaskBoard.Files;

/// <summary>The directory <c>.taskboard</c>, which keeps itself out of version control, but for the settings: those are what a team agreed on.</summary>
internal static class PrivateDirectory
{
    /// <summary>Makes it where it is missing, with its own <c>.gitignore</c>.</summary>
    public static void Make(IDisk disk, BoardPaths paths)
    {
        disk.CreateDirectory(paths.Private);
        using var ignore = disk.CreateNew(paths.GitIgnore);
        ignore?.Append("*\n!settings.json\n"u8);
    }
}
