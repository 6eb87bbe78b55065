using TaskBoard.Files;

namespace TaskBoard.Settings;

/// <summary>
/// The board's <c>settings.json</c>, looked at before each change and read again when it was saved. What it says stands in the place of the
/// program's options. Safe for use by many threads.
/// </summary>
/// <remarks>
/// A file that cannot be used is no reason to fall back to other rules in silence: whoever changes something is refused
/// (<see cref="Read"/>), whoever only looks goes on by what was in force before (<see cref="ReadOrKeep"/>).
/// </remarks>
internal sealed class SettingsFile(IDisk disk, BoardPaths paths, BoardOptions program, TimeProvider clock, Action<TimeSpan> pause)
{
    /// <summary>Larger than any settings are, comments included.</summary>
    private const int MostBytes = 1 << 18;

    private const int Patience = 3;

    private readonly SettingsInForce _programs = new(program, []);
    private Reading? _last;
    private SettingsInForce? _good;

    /// <summary>What was in force when it was last looked at.</summary>
    public SettingsInForce Current => Volatile.Read(ref _good) ?? _programs;

    /// <summary>What is in force now.</summary>
    /// <exception cref="SettingsUnreadableException">The file cannot be used.</exception>
    public SettingsInForce Read()
    {
        for (var attempt = 1; ; attempt++)
        {
            var reading = Look();
            if (reading.Problem is null)
            {
                return reading.Settings;
            }

            // Perhaps it is being saved at this moment.
            if (attempt == Patience || !reading.IsYoung)
            {
                throw new SettingsUnreadableException(paths.Settings, reading.Problem);
            }

            pause(BoardFile.Youth);
        }
    }

    /// <summary>What is in force now, or, where that cannot be told, was before.</summary>
    public SettingsInForce ReadOrKeep()
    {
        try
        {
            return Look() is { Problem: null, Settings: var settings } ? settings : Current;
        }
        catch (DiskException)
        {
            return Current;
        }
    }

    private Reading Look()
    {
        var path = paths.Settings;
        var stamp = disk.Stat(path);
        if (stamp is { Kind: FileKind.Link })
        {
            path = disk.Resolve(path);
            stamp = disk.Stat(path);
        }

        if (stamp is null)
        {
            Volatile.Write(ref _good, null);
            return new Reading(default, _programs, null, IsYoung: false);
        }

        var reading = Volatile.Read(ref _last) is { IsYoung: false } last && last.Stamp.SameContent(stamp.Value) ? last
            : stamp.Value is { Kind: FileKind.File, Size: <= MostBytes } ? Parsed(path)
            : Refused(stamp.Value);
        Volatile.Write(ref _last, reading);
        if (reading.Problem is null)
        {
            Volatile.Write(ref _good, reading.Settings);
        }

        return reading;
    }

    private Reading Parsed(string path)
    {
        if (disk.Read(path) is not { } file)
        {
            return new Reading(default, _programs, null, IsYoung: true);
        }

        var settings = SettingsReader.Read(file.Bytes, program, out var problems);
        var isYoung = !file.Steady || clock.GetUtcNow().UtcTicks - file.Stamp.Modified < BoardFile.Youth.Ticks;
        return new Reading(file.Stamp, settings, problems.Count == 0 ? null : problems, isYoung);
    }

    private Reading Refused(FileStamp stamp) => new(
        stamp, _programs, [new BoardProblem(0, 0, stamp.Kind == FileKind.File ? $"It has {stamp.Size} bytes, and settings have {MostBytes} at most." : "It is no regular file.")], IsYoung: false);

    /// <param name="Stamp">What the file was.</param>
    /// <param name="Settings">What it says; where it cannot be used, nothing to go by.</param>
    /// <param name="Problem">Why it cannot be used; null: it can.</param>
    /// <param name="IsYoung">Another save may hide behind the stamp.</param>
    private sealed record Reading(FileStamp Stamp, SettingsInForce Settings, IReadOnlyList<BoardProblem>? Problem, bool IsYoung);
}
