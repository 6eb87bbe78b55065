using System.Text;
using TaskBoard.Files;

namespace TaskBoard.Report;

/// <summary>What <c>personas/*.md</c> beside the board say: the first heading is the name, the paragraph after it what the persona is for.</summary>
internal static class PersonaFiles
{
    /// <summary>Of what is longer, only the beginning is read.</summary>
    private const int MostCharacters = 20_000;

    /// <summary>The personas of these ids that have a file; one that cannot be read is left out.</summary>
    public static IReadOnlyList<KnownPersona> Read(IDisk disk, string boardDirectory, IReadOnlySet<string> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var directory = Path.Combine(boardDirectory, "personas");
        var found = new List<KnownPersona>();
        try
        {
            foreach (var file in disk.List(directory).Where(f => f.EndsWith(".md", StringComparison.OrdinalIgnoreCase)))
            {
                if (ids.Contains(file[..^3]) && TextOf(disk, Path.Combine(directory, file)) is { } text)
                {
                    found.Add(Parse(file[..^3], text));
                }
            }
        }
        catch (DiskException)
        {
            // Who may not look there gets a report without names.
        }

        return found;
    }

    /// <summary>What a definition says.</summary>
    public static KnownPersona Parse(string id, string text)
    {
        string? name = null;
        var paragraph = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            var isHeading = line.StartsWith('#') && line.TrimStart('#') is ['\t' or ' ', ..] or "";
            if (isHeading && name is null && paragraph.Count == 0)
            {
                name = line.Trim('#').Trim() is { Length: > 0 } heading ? heading : null;
            }
            else if (isHeading || line.Length == 0)
            {
                if (paragraph.Count > 0)
                {
                    break;
                }
            }
            else
            {
                paragraph.Add(line);
            }
        }

        return new KnownPersona(id, name, paragraph.Count > 0 ? string.Join(' ', paragraph) : null);
    }

    private static string? TextOf(IDisk disk, string path)
    {
        try
        {
            return disk.Read(path) is { Bytes: var bytes } && Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, MostCharacters))) is var text
                ? text.TrimStart('\ufeff')
                : null;
        }
        catch (DiskException)
        {
            return null;
        }
    }
}
