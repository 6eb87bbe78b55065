using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// A claim that counts as held from the moment it is decided: what is decided next, in the same turn even, must not give it out again. Disposing it
/// ends that, because an object holds it now, or because nothing came of it.
/// </summary>
/// <param name="living">Where it is noted.</param>
internal sealed class ClaimInTheMaking(LivingClaims living) : IDisposable
{
    private readonly Lock _guard = new();
    private ClaimHandle? _decided;

    /// <summary>The same operation, whose claim is noted when it is decided.</summary>
    public BoardOperation Noting(BoardOperation operation) => view =>
    {
        var decision = operation(view);
        if (decision.Claim is { } claim)
        {
            Note(claim);
        }

        return decision;
    };

    /// <inheritdoc/>
    public void Dispose() => Note(null);

    private void Note(ClaimHandle? claim)
    {
        lock (_guard)
        {
            if (_decided is { } before)
            {
                living.Remove(before);
            }

            if (claim is { } now)
            {
                living.Add(now);
            }

            _decided = claim;
        }
    }
}
