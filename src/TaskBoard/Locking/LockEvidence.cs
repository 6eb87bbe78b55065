using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>The evidence for verdicts, as sentences for people and for the history.</summary>
internal static class LockEvidence
{
    /// <summary>An incomplete record that may still be completed.</summary>
    public const string BeingWritten = "It is empty or incomplete, and taken as being written.";

    /// <summary>Not a lock of this protocol.</summary>
    public static string Foreign(FileStamp stamp) => stamp.Kind switch
    {
        FileKind.Directory => "It is a directory, not a lock of a board; TaskBoard never deletes it.",
        FileKind.Link => "It is a symbolic link, not a lock of a board; TaskBoard never deletes it.",
        FileKind.Other => "It is a FIFO, socket or device, not a lock of a board; TaskBoard never deletes it.",
        _ => $"Its {stamp.Size} bytes are no lock record (no agent_id and timestamp), so another tool uses the name; TaskBoard never deletes it.",
    };

    /// <summary>Left by a power cut.</summary>
    public static string TornBeforeBoot(FileStamp stamp) =>
        $"It is empty or incomplete and was last written at {Time(stamp.Modified)}, before this machine was started.";

    /// <summary>The owner holds it.</summary>
    public static string Held(LockRecord record) => $"{Process(record)} holds the operating-system lock on it, so it lives.";

    /// <summary>The owner does not hold it.</summary>
    public static string NotHeld(LockRecord record) => $"{Process(record)} no longer holds the operating-system lock on it, so it has ended or given up.";

    /// <summary>The machine was restarted.</summary>
    public static string Restarted(LockRecord record) => $"{Process(record)} wrote it before this machine was last started.";

    /// <summary>Of another machine.</summary>
    public static string OtherMachine(LockRecord record) =>
        $"{Process(record)} wrote it on another machine{(record.Host is { } host ? $" ({Short(host)})" : "")}, so it cannot be told from here whether it lives.";

    /// <summary>Of another machine, perhaps.</summary>
    public static string PerhapsElsewhere(TimeSpan unchanged) =>
        $"It has not changed for {Span(unchanged)}, but other machines use this board and it may be theirs, so it cannot be told from here whether its owner lives.";

    /// <summary>No sign of life for long enough.</summary>
    public static string Stale(LockRecord? record, TimeSpan unchanged) => $"{Nameless(record)}, and has not changed for {Span(unchanged)}.";

    /// <summary>No sign of life, but not for long enough.</summary>
    public static string NotYetStale(LockRecord? record, TimeSpan unchanged, TimeSpan staleTimeout) =>
        $"{Stale(record, unchanged).TrimEnd('.')}; it counts as stale after {Span(staleTimeout)}.";

    /// <summary>The process is gone.</summary>
    public static string Gone(LockRecord record) => $"{Process(record)} is gone.";

    /// <summary>Another process has the number.</summary>
    public static string Replaced(LockRecord record, string start) =>
        $"{Process(record)}, started at {Short(record.ProcessStart!)}, is gone; the number belongs to a process started at {Short(start)}.";

    /// <summary>The process lives.</summary>
    public static string Runs(LockRecord record) => $"{Process(record)} is running.";

    /// <summary>The process exists, but nothing can be found out about it.</summary>
    public static string Hidden(LockRecord record) =>
        $"{Process(record)} exists, but the system does not tell when it was started, so it counts as the one that wrote this lock.";

    /// <summary>A time as messages show it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A length of time as messages show it.</summary>
    public static string Span(TimeSpan time) => time switch
    {
        { TotalHours: >= 2 } => $"{(long)time.TotalHours} h",
        { TotalMinutes: >= 2 } => $"{(long)time.TotalMinutes} min",
        { TotalSeconds: >= 1 } => $"{(long)time.TotalSeconds} s",
        _ => $"{(long)time.TotalMilliseconds} ms",
    };

    /// <summary>Text of a record, cut to what a message can carry.</summary>
    public static string Short(string text) => text.Length <= 100 ? text : text[..(char.IsHighSurrogate(text[99]) ? 99 : 100)] + "…";

    private static string Time(long ticks) =>
        ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks ? "an impossible time" : Time(new DateTimeOffset(ticks, TimeSpan.Zero));

    private static string Nameless(LockRecord? record) => record?.Pid is { } pid
        ? $"It names process {pid}, which cannot be looked up (that takes its process_start and boot_id, on Linux pid_ns too, of this machine)"
        : "It names no process that could be looked up";

    private static string Process(LockRecord record) => record.Pid is { } pid ? $"Process {pid}" : "Its owner";
}
