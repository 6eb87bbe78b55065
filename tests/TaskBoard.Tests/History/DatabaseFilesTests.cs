using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>Closing any handle of the database's files by the file API drops SQLite's own locks in the process.</summary>
public sealed partial class DatabaseFilesTests
{
    /// <summary>The places that may name the database, each with what it may do.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Files/BoardPaths.cs"] = @"public string History => Path\.Combine\(Private, ""history\.db""\);|public string HistoryLog => History \+ ""-wal"";",
        ["Files/BoardParts.cs"] = @"File\(disk, paths, paths\.History(Log)?\)|static readonly string\[\] s_own = \[",
        ["Board.Opening.cs"] = @"paths\.History, disk, \(\) => PlaceTest\.Run",
        ["Turns/JournalConnection.cs"] = @"Stat\(paths\.History(Log)?\)|PrivateDirectory\.CreateNew\(seams\.Disk, paths\.History\)|writing \{paths\.History\}|^\s*paths\.History\);",
        ["History/SqliteJournalStore.cs"] = @"disk\.Stat\(path \+ ""-wal""\)|new\[\] \{ ""-wal"", ""-shm"", ""-journal"" \}|IsMoreThanEmpty\(path \+ ""-wal""\)",
        ["Turns/JournalTransaction.cs"] = @"reading \{paths\.History\}|^\s*paths\.History\)$",
        // Renaming opens nothing, and is done with no connection of this process open. A copy is another file.
        ["Turns/DamagedHistory.cs"] = @"static readonly string\[\] Ends = |Rename\(paths\.History \+ end, Path\.Combine\(kept, Path\.GetFileName\(paths\.History\) \+ end\)\);|var copy = Path\.Combine\(kept, Path\.GetFileName\(paths\.History\)\);",
        ["Monitoring/DamageCheck.cs"] = @"scene\.NameOf\(scene\.Paths\.History\)",
        ["Monitoring/UnfitRowCheck.cs"] = @"scene\.NameOf\(scene\.Paths\.History\)",
        ["Files/Rights.cs"] = @"^\s*"""", ""backups"", ""broken""",
        ["Board.cs"] = @"Path = paths\.History,",
        ["Board.Examining.cs"] = @"new HistoryDamagedException\(_paths\.History, LostHistory\.Gone\(_paths\.History\)\)",
        ["Monitoring/BackupWriter.cs"] = @"_disk\.Stat\(_paths\.History\), draft => reader\.CopyTo\(draft\)|new\[\] \{ """", ""-journal"", ""-wal"", ""-shm"" \}",
        ["Monitoring/BackupFiles.cs"] = @"const string HistoryEnd = ""\.history\.db"";",
        ["Monitoring/HistoryCheck.cs"] = @"const string Place = ""\.taskboard/history\.db"";|LostHistory\.Gone\(scene\.Paths\.History\)",
        ["Monitoring/Inspection.cs"] = @"^\s*\(""\.taskboard/history\.db"", (\w+\.LookAsync|LookAtAgentsAsync|static \(scene, token\) => .*(HistoryCheck|UnfitRowCheck)\.LookAsync\(scene, token\))\),$",
        ["Turns/HeartbeatRunner.cs"] = @"throw JournalFaults\.\w+\(paths\.History, e",
        ["Turns/TurnRunner.cs"] = @"throw JournalFaults\.\w+\(_paths\.History, e",
    };

    [Fact]
    public void No_file_api_is_given_the_name_of_the_database()
    {
        var sources = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src", "TaskBoard"));
        var names = 0;
        foreach (var file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(sources, file).Replace('\\', '/');
            if (name.StartsWith("obj/", StringComparison.Ordinal) || name.StartsWith("bin/", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var (line, number) in File.ReadLines(file).Select((l, i) => (l, i + 1)).Where(l => Naming().IsMatch(l.l) && !Comment().IsMatch(l.l)))
            {
                names++;
                Assert.True(
                    Allowed.TryGetValue(name, out var allowed) && Regex.IsMatch(line, allowed, RegexOptions.None, TimeSpan.FromSeconds(1)),
                    $"{name}:{number} names a file of the database in a way that is not known to leave it alone: {line.Trim()}");
            }
        }

        Assert.True(names >= 5, $"Only {names} places were found: what is looked for has changed its name.");
    }

    [Fact]
    public void The_history_opens_its_file_through_sqlite_alone()
    {
        var folder = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src", "TaskBoard", "History"));
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs"))
        {
            Assert.DoesNotMatch(FileApi(), File.ReadAllText(file));
        }
    }

    [GeneratedRegex(@"[pP]aths\.History\b|history\.db|""-wal""|""-shm""|-journal""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Naming();

    [GeneratedRegex(@"^\s*//", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bFile\.\w+\(|\bFileStream\b|\bFileInfo\b|\bdisk\.(?!Stat\(|\w+\(probe\))\w+\(|\bNativeFiles\b|RandomAccess|System\.IO\.Abstractions", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileApi();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
