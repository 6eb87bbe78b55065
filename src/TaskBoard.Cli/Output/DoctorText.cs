using System.Globalization;
using System.Text.Json;

namespace TaskBoard.Cli.Output;

/// <summary>What <c>taskboard doctor</c> found out.</summary>
internal static class DoctorText
{
    private const int Column = 12;

    /// <summary>Writes it.</summary>
    public static void Write(
        CommandCall call, string directory, BoardExamination examination, ValueList<BoardSetting> settings, IReadOnlyCollection<BoardFinding> findings)
    {
        if (call.Json)
        {
            call.WriteDocument("board.doctor", writer => Write(writer, directory, examination, settings, findings));
            return;
        }

        Line("board", directory);
        Line("mode", $"{Mode(examination.Mode) ?? "unknown"} ({examination.FileSystem}), self-test {(examination.Mode is null ? "failed" : "passed")}");
        Line("versions", $"taskboard {VersionText.Program}");
        Line("", $"history schema {examination.HistoryVersion}, SQLite {examination.SqliteVersion}");
        Rows("sizes", examination.Parts.Select(p => (p.Name, Size(p), "")));
        Rows("settings", settings.Select(s => (s.Name, s.Value, Source(s.Source))));
        FindingText.Write(call, findings);

        void Line(string name, string text) => call.WriteLine(name.PadRight(Column) + text);

        void Rows(string heading, IEnumerable<(string Name, string Value, string More)> rows)
        {
            foreach (var (name, value, more) in rows)
            {
                Line(heading, $"{name,-27}{value,-17}{more}".TrimEnd());
                heading = "";
            }
        }
    }

    private static void Write(
        Utf8JsonWriter writer, string directory, BoardExamination examination, ValueList<BoardSetting> settings, IReadOnlyCollection<BoardFinding> findings)
    {
        writer.WriteString("board", directory);
        writer.WriteText("mode", Mode(examination.Mode));
        writer.WriteString("file_system", examination.FileSystem);
        writer.WriteBoolean("self_test_passed", examination.Mode is not null);
        writer.WriteString("program_version", VersionText.Program);
        writer.WriteNumber("history_version", examination.HistoryVersion);
        writer.WriteString("sqlite_version", examination.SqliteVersion);
        writer.WriteStartArray("sizes");
        foreach (var part in examination.Parts)
        {
            writer.WriteStartObject();
            writer.WriteString("name", part.Name);
            writer.WriteNumber("files", part.Files);
            writer.WriteNumber("bytes", part.Bytes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("settings");
        foreach (var setting in settings)
        {
            writer.WriteStartObject();
            writer.WriteString("name", setting.Name);
            writer.WriteRaw("value", setting.Value);
            writer.WriteString("source", Source(setting.Source));
            writer.WriteRaw("default", setting.Default);
            writer.WriteString("range", setting.Range);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        FindingText.Write(writer, findings);
    }

    private static string? Mode(BoardMode? mode) => mode switch
    {
        BoardMode.Local => "local",
        BoardMode.Shared => "shared",
        _ => null,
    };

    private static string Source(SettingSource source) => source switch
    {
        SettingSource.File => "settings.json",
        SettingSource.Program => "program",
        _ => "default",
    };

    private static string Size(BoardPart part) => part.Files == 0
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{part.Bytes:N0} bytes{(part.Files > 1 ? $" in {part.Files} files" : "")}");
}
