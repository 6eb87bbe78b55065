using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>Where a task stands among the others at a moment: computed, not part of the file.</summary>
/// <param name="Ready">It can be claimed now: nobody has it in hand, or the lease of whoever had it is over, and nothing holds it back.</param>
/// <param name="WaitingBecause">What holds it back, each as a sentence; empty where it is ready, in hand or finished.</param>
public sealed record TaskStanding(bool Ready, ValueList<string> WaitingBecause)
{
    private readonly ValueList<Sentence>? _said;

    /// <summary>What holds it back, in sentences that know what they quote.</summary>
    internal ValueList<Sentence> Said
    {
        get => _said ?? WaitingBecause.Select(Sentence.WithMarks).ToValueList();
        init => _said = value;
    }

    /// <summary>
    /// The ids of the tasks that hold it back: dependencies that are not completed (whether on the board or not), those of its parents, and open
    /// subtasks. Empty where something else does (paths that another task in hand touches too, a time, a block), and where nothing does.
    /// </summary>
    public ValueList<string> WaitingFor { get; init; } = [];

    /// <summary>How many subtasks it has; 0: none.</summary>
    public int Subtasks { get; init; }

    /// <summary>How many of them are COMPLETED or CANCELLED: the progress of a parent is that of its subtasks.</summary>
    public int SubtasksFinished { get; init; }

    /// <summary>
    /// Until when its claim lives without a sign of life, by the wall clock as it was at the last one; null: no claim of it has a lease, or the
    /// history, which holds leases, cannot be read.
    /// </summary>
    public DateTimeOffset? LeaseExpiresAt { get; init; }

    /// <summary>Until when its claim lives at most, whatever signs of life come; null: without limit, or as above.</summary>
    public DateTimeOffset? MaxRunAt { get; init; }

    /// <summary>
    /// The lease of its claim is over, by the clock that does not jump: whoever claims next may have it. Its holder may still go on as long as
    /// nobody did.
    /// </summary>
    public bool IsExpired { get; init; }

    /// <summary>
    /// Somebody has it in hand, and no lease ends that: it was put in hand, or given to somebody else, in the file. False where the history cannot be read.
    /// </summary>
    public bool HasNoLease { get; init; }

    /// <summary>Two are equal that say the same.</summary>
    public bool Equals(TaskStanding? other) => other is not null
        && Ready == other.Ready && WaitingBecause.Equals(other.WaitingBecause) && WaitingFor.Equals(other.WaitingFor)
        && LeaseExpiresAt == other.LeaseExpiresAt && MaxRunAt == other.MaxRunAt && IsExpired == other.IsExpired && HasNoLease == other.HasNoLease
        && Subtasks == other.Subtasks && SubtasksFinished == other.SubtasksFinished;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ready, WaitingBecause, WaitingFor, LeaseExpiresAt, IsExpired);
}
