using TaskBoard.Files;
using TaskBoard.Turns;

namespace TaskBoard.Monitoring;

/// <summary>What the checks of one look share.</summary>
/// <param name="Board">The board.</param>
/// <param name="Seams">The world around it.</param>
/// <param name="Paths">Where its files are.</param>
/// <param name="Options">How it was opened.</param>
/// <param name="Asked">How to look.</param>
/// <param name="Memory">What earlier looks found out.</param>
/// <param name="Now">The wall clock.</param>
internal sealed record MonitorScene(
    Board Board, TurnSeams Seams, BoardPaths Paths, BoardOptions Options, MonitorOptions Asked, MonitorMemory Memory, DateTimeOffset Now)
{
    /// <summary>After what time a file that lives for milliseconds was left by somebody who died.</summary>
    public static readonly TimeSpan LeftAfter = TimeSpan.FromMinutes(15);

    /// <summary>Who acts.</summary>
    public ChangeBy By { get; } = Asked.Agent;

    /// <summary>The board as read; null: not yet, or it cannot be.</summary>
    public BoardSnapshot? Snapshot { get; set; }

    /// <summary>Where the history stands; null: there is none, or it cannot be read, and what depends on it is not looked at.</summary>
    public History.JournalHead? Head { get; set; }

    /// <summary>Whether something in the history does not fit.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>When the clock alone will have changed something; null: not that is known.</summary>
    public DateTimeOffset? NextDue { get; set; }

    /// <summary>The finding, repaired where that was asked for.</summary>
    /// <param name="finding">What is to be repaired.</param>
    /// <param name="repair">Repairs it, and says what it did; null: it could not.</param>
    public async Task<MonitorFinding> RepairedAsync(MonitorFinding finding, Func<Task<string?>> repair)
    {
        if (!Asked.Repair)
        {
            return finding with { Repair = MonitorRepair.Possible };
        }

        try
        {
            var done = await repair().ConfigureAwait(false);
            return finding with { Repair = done is null ? MonitorRepair.Failed : MonitorRepair.Done, RepairText = done };
        }
        catch (DiskException e)
        {
            return finding with { Repair = MonitorRepair.Failed, RepairText = DiskErrors.Translate(e).Message };
        }
        catch (BoardException e)
        {
            return finding with { Repair = MonitorRepair.Failed, RepairText = e.Message };
        }
    }

    /// <summary>How long ago a file was last written, by the wall clock.</summary>
    public TimeSpan AgeOf(FileStamp stamp) => Now - new DateTimeOffset(stamp.Modified, TimeSpan.Zero);

    /// <summary>A file's name in messages, as seen from the board.</summary>
    public string NameOf(string path) => Paths.NameOf(path);
}
