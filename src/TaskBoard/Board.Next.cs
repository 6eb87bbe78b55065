using TaskBoard.Rules;

namespace TaskBoard;

/// <content>What claiming would give, without claiming.</content>
public sealed partial class Board
{
    /// <summary>
    /// The task that <see cref="TryClaimNextAsync"/> would give now; null: nothing is ready. Takes no turn and changes nothing, so another agent
    /// may be faster.
    /// </summary>
    /// <param name="by">Who would claim.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BoardUnreadableException">The file cannot be read, and there is no history to fall back on.</exception>
    public async Task<NextTask?> NextAsync(ChangeBy by, ClaimOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var operation = Operations.ClaimNext(by, options ?? new ClaimOptions(), _living.Holds);
        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var leases = await Task.Run(() => Reading(() => ReadLeases(snapshot.Content, cancellationToken)), cancellationToken).ConfigureAwait(false);
        var decision = operation(ViewOf(snapshot.Content, leases));
        return decision.NothingToDo ? null : new NextTask(snapshot.Find(decision.Tasks[0])!, decision.Resumed, snapshot);
    }
}
