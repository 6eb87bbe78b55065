namespace TaskBoard.Tests.Faults.Linearizability;

/// <summary>
/// Looks for an order of what many clients asked of one task in which every answer is right, and in which nothing comes before what had been answered when
/// it was asked (linearizability, by the search of Wing and Gong, remembering where it has been). What has no answer may be anywhere after it was asked, or nowhere.
/// </summary>
internal sealed class LegalOrder
{
    private const int Window = 64;

    private readonly Operation[] _answered;
    private readonly Operation[] _unanswered;
    private readonly HashSet<(int First, ulong Done, ulong Died, TaskModel State)> _seen = [];
    private int _furthest;

    private LegalOrder(IEnumerable<Operation> operations)
    {
        var all = operations.OrderBy(o => o.Begin).ToLookup(o => o.Answer is null);
        (_answered, _unanswered) = ([.. all[false]], [.. all[true]]);
    }

    /// <summary>Looks for one.</summary>
    /// <returns>null: there is one. Else where none could be found any more.</returns>
    public static string? Missing(IEnumerable<Operation> operations)
    {
        var order = new LegalOrder(operations);
        if (order._unanswered.Length > Window)
        {
            throw new ArgumentException($"More than {Window} without an answer.", nameof(operations));
        }

        return order.Exists() ? null : $"no legal order after {order._furthest} answers; then:\n  {string.Join("\n  ", order._answered.Skip(order._furthest - 2).Take(12))}";
    }

    private bool Exists()
    {
        // Depth first, by hand: a history is longer than a stack is deep.
        var open = new Stack<(int First, ulong Done, ulong Died, TaskModel State)>([(0, 0, 0, TaskModel.New)]);
        while (open.TryPop(out var at))
        {
            if (!_seen.Add(at))
            {
                continue;
            }

            if (at.First == _answered.Length)
            {
                return true;
            }

            _furthest = Math.Max(_furthest, at.First);
            foreach (var next in Next(at))
            {
                open.Push(next);
            }
        }

        return false;
    }

    /// <summary>What may come next: whatever was asked before the earliest answer among those that are left.</summary>
    private IEnumerable<(int First, ulong Done, ulong Died, TaskModel State)> Next((int First, ulong Done, ulong Died, TaskModel State) at)
    {
        var deadline = long.MaxValue;
        for (var i = 0; i < Window && at.First + i < _answered.Length && _answered[at.First + i].Begin < deadline; i++)
        {
            if ((at.Done & (1UL << i)) == 0)
            {
                deadline = Math.Min(deadline, _answered[at.First + i].Answer!.End);
            }
        }

        for (var i = 0; i < _unanswered.Length && _unanswered[i].Begin < deadline; i++)
        {
            if ((at.Died & (1UL << i)) == 0 && at.State.After(_unanswered[i]) is { } after)
            {
                yield return at with { Died = at.Died | (1UL << i), State = after };
            }
        }

        for (var i = 0; at.First + i < _answered.Length && _answered[at.First + i].Begin < deadline; i++)
        {
            if (i == Window)
            {
                throw new InvalidOperationException($"More than {Window} at once.");
            }

            if ((at.Done & (1UL << i)) == 0 && at.State.After(_answered[at.First + i]) is { } after)
            {
                yield return Shifted(at.First, at.Done | (1UL << i), at.Died, after);
            }
        }
    }

    private static (int, ulong, ulong, TaskModel) Shifted(int first, ulong done, ulong died, TaskModel state)
    {
        while ((done & 1) == 1)
        {
            (first, done) = (first + 1, done >> 1);
        }

        return (first, done, died, state);
    }
}
