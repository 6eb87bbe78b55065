namespace TaskBoard.Files;

/// <summary>
/// The personas of the files <c>personas/ID.md</c> beside a board. What an id holds that no file name can is written in it as in a URI (<c>%2F</c>).
/// A <c>README.md</c> is for whoever looks into the directory, and no persona. Links are not followed: what stands in a definition is given to workers, and
/// whoever may put a link here could have them read any file.
/// </summary>
internal static class PersonaFiles
{
    /// <summary>The directory, as people write it.</summary>
    public const string Folder = "personas";

    private const string End = ".md";

    /// <summary>The ids of all that have a file, whatever stands in it; none where this user may not look.</summary>
    public static IReadOnlyList<string> Ids(IDisk disk, string boardDirectory)
    {
        try
        {
            return [.. Names(disk, boardDirectory).Select(IdOf)];
        }
        catch (DiskException)
        {
            return [];
        }
    }

    /// <summary>All that have a file; those whose file cannot be used, with the problem.</summary>
    public static IReadOnlyList<Persona> All(IDisk disk, string boardDirectory)
    {
        try
        {
            return [.. Names(disk, boardDirectory).Select(name => Read(disk, boardDirectory, name)).OfType<Persona>()];
        }
        catch (DiskException)
        {
            return [];
        }
    }

    /// <summary>The one of this id; null: it has no file.</summary>
    public static Persona? Find(IDisk disk, string boardDirectory, string id)
    {
        try
        {
            return Names(disk, boardDirectory).FirstOrDefault(name => IdOf(name) == id) is { } name ? Read(disk, boardDirectory, name) : null;
        }
        catch (DiskException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Names(IDisk disk, string boardDirectory) => disk.List(Path.Combine(boardDirectory, Folder)).Where(name =>
        name.EndsWith(End, StringComparison.OrdinalIgnoreCase) && name[0] != '.' && !name.Equals("README.md", StringComparison.OrdinalIgnoreCase));

    private static string IdOf(string name) => Uri.UnescapeDataString(name[..^End.Length]);

    private static Persona? Read(IDisk disk, string boardDirectory, string name)
    {
        var (id, shown) = (IdOf(name), $"{Folder}/{name}");
        try
        {
            var folder = Path.Combine(boardDirectory, Folder);
            if (disk.Stat(folder) is { Kind: FileKind.Link })
            {
                return Unusable($"The directory {Folder} is a symbolic link, and none is followed. Put the directory itself there.");
            }

            var path = Path.Combine(folder, name);
            if (disk.Stat(path) is not { } stamp)
            {
                return null;
            }

            if (stamp.Kind != FileKind.File)
            {
                return Unusable(stamp.Kind == FileKind.Link ? "It is a symbolic link, and none is followed. Put the file itself there." : "It is no regular file. Move it aside and put a file with the definition there.");
            }

            if (stamp.Size > PersonaText.MostBytes)
            {
                return Unusable(PersonaText.TooLong(stamp.Size));
            }

            return disk.Read(path) is not { Bytes: var bytes } ? null
                : PersonaText.Read(bytes, out var fault) is { } text
                    ? new Persona(id, PersonaText.NameOf(text) ?? id, text) { Source = PersonaSource.File, File = shown }
                    : Unusable(fault!);
        }
        catch (DiskException e)
        {
            return Unusable($"{e.Message.TrimEnd('.')}.");
        }

        Persona Unusable(string problem) => new(id, id, "") { Source = PersonaSource.File, File = shown, Problem = $"{shown} cannot be used as a persona. {problem}" };
    }
}
