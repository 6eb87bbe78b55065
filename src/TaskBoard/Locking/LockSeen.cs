using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// Remembers in <c>.taskboard/lock-seen</c> since when an unprovable lock has looked as it does now, by the clock that counts from the start of
/// the machine, so that the waits of many short commands add up. Only used by the holder of <c>commit.lock</c>.
/// </summary>
internal sealed class LockSeen(IDisk disk, IProcesses processes, BoardPaths paths)
{
    /// <summary>In what steps the first sight is kept. It is rounded up: a lock is never older by rounding than it is.</summary>
    private static readonly TimeSpan _grain = TimeSpan.FromMilliseconds(1);

    private readonly string _new = paths.LockSeen + ".new";

    /// <summary>For how long the lock is known to have been as it is. Zero at the first sight.</summary>
    public TimeSpan UnchangedForWhileLocked(LockSighting sighting)
    {
        var (boot, now, state) = (processes.Self.BootId, processes.SinceBoot, sighting.State);
        if (disk.Read(paths.LockSeen) is { } seen && Parse(seen.Bytes) is var (seenBoot, since, seenState)
            && ProcessIdentity.IsSameBoot(seenBoot, boot) && seenState == state && since <= now + _grain)
        {
            return since < now ? now - since : TimeSpan.Zero;
        }

        Write(boot, now, state);
        return TimeSpan.Zero;
    }

    /// <summary>The lock is gone: whoever comes next is somebody else, even with the same file.</summary>
    public void ForgetWhileLocked() => disk.Delete(paths.LockSeen);

    private void Write(string boot, TimeSpan now, string state)
    {
        disk.Delete(_new);
        using (var file = disk.CreateNew(_new))
        {
            file?.Append(Encoding.UTF8.GetBytes(JsonText.Object(
            [
                new("boot_id", JsonText.Quote(boot)),
                new("since_boot_ms", ((long)Math.Ceiling(now.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture)),
                new("lock", JsonText.Quote(state)),
            ]) + "\n"));
        }

        disk.Rename(_new, paths.LockSeen);
    }

    private static (string Boot, TimeSpan Since, string State)? Parse(byte[] bytes)
    {
        try
        {
            var properties = JsonText.Properties(JsonText.Compact(bytes)).ToDictionary(p => p.Key, p => p.Value);
            return JsonText.Text(properties.GetValueOrDefault("boot_id")) is { } boot
                && JsonText.Text(properties.GetValueOrDefault("lock")) is { } state
                && long.TryParse(properties.GetValueOrDefault("since_boot_ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var since)
                && since <= TimeSpan.MaxValue.TotalMilliseconds / 2
                ? (boot, TimeSpan.FromMilliseconds(since), state)
                : null;
        }
        catch (JsonException)
        {
            // Torn by a power cut: the counting starts again.
            return null;
        }
    }
}
