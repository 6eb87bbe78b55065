namespace TaskBoard.Settings;

/// <summary>What a board goes by.</summary>
/// <param name="Options">The program's options, with what the file says in their place.</param>
/// <param name="InFile">The names of the settings that stand in the file.</param>
internal sealed record SettingsInForce(BoardOptions Options, IReadOnlyCollection<string> InFile)
{
    /// <summary>All settings, each with its source.</summary>
    public ValueList<BoardSetting> List()
    {
        var defaults = new BoardOptions();
        return KnownSettings.All.Select(setting =>
        {
            var (value, standard) = (setting.Write(Options), setting.Write(defaults));
            var source = InFile.Contains(setting.Name) ? SettingSource.File : value == standard ? SettingSource.Default : SettingSource.Program;
            return new BoardSetting(setting.Name, value, source, standard, setting.Range);
        }).ToValueList();
    }
}
