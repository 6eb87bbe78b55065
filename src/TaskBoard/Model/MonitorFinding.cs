namespace TaskBoard;

/// <summary>Something that a <see cref="BoardMonitor"/> found. What it says may hold text of the board: show it through a control-character filter.</summary>
/// <param name="Code">What kind of finding it is (<see cref="MonitorCodes"/>); stable.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Where">The file, or the task, that it is about.</param>
/// <param name="Message">What is the matter, as a sentence.</param>
/// <param name="Advice">What to do, as a sentence; null: the message says it.</param>
public sealed record MonitorFinding(string Code, MonitorSeverity Severity, string Where, string Message, string? Advice)
{
    /// <summary>The id of the task concerned; null: none.</summary>
    public string? Task { get; init; }

    /// <summary>What the monitor can do, or did, about it.</summary>
    public MonitorRepair Repair { get; init; }

    /// <summary>What was done, or why it could not be done, as a sentence; null: nothing was tried.</summary>
    public string? RepairText { get; init; }

    /// <summary>Whether somebody still has to see to it: it is more than a remark, and was not repaired.</summary>
    public bool IsOpen => Severity != MonitorSeverity.Remark && Repair != MonitorRepair.Done;

    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {Message}{((RepairText ?? Advice) is { } more ? $" {more}" : "")}";
}

/// <summary>How bad a finding is.</summary>
public enum MonitorSeverity
{
    /// <summary>Good to know.</summary>
    Remark,

    /// <summary>Work goes on, but not as it should.</summary>
    Warning,

    /// <summary>Work does not go on, or what was done may be lost.</summary>
    Error,
}

/// <summary>What a monitor can do, or did, about a finding.</summary>
public enum MonitorRepair
{
    /// <summary>Nothing that would be safe: a person decides.</summary>
    None,

    /// <summary>It can be repaired, and was not asked to be.</summary>
    Possible,

    /// <summary>It was repaired.</summary>
    Done,

    /// <summary>Repairing it failed, and is tried again in the next pass.</summary>
    Failed,
}
