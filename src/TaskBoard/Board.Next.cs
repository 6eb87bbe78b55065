using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard;

/// <content>What claiming and planning would give, without doing it.</content>
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
        var decision = operation(ViewOf(snapshot.Content, leases) with { HighestAttempt = id => OnRecord<object>(reader => reader.HighestAttempt(id)!) as int? });
        return decision.NothingToDo ? null : new NextTask(snapshot.Find(decision.Tasks[0])!, decision.Claim!.Value, decision.Resumed, snapshot);
    }

    /// <summary>What <see cref="PlanAsync"/> would do now. Takes no turn and changes nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="by">Who would add it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidPlanException">It would be refused; all that is wrong is told at once.</exception>
    /// <exception cref="BoardUnreadableException">The file cannot be read, and there is no history to fall back on.</exception>
    public async Task<PlanPreview> PreviewAsync(TaskPlan plan, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(by);
        var operation = Operations.Plan(plan, by);
        var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var decision = operation(ViewOf(snapshot.Content, snapshot.Leases ?? LeasesOnRecord(snapshot.Content) ?? []) with { Random = _seams.Random });
        return new PlanPreview(new BoardSnapshot { Tasks = decision.After.Tasks.Select(t => t.Item).ToValueList(), Content = decision.After })
        {
            Tasks = decision.Tasks.ToValueList(),
            Keys = Plans.Keys(plan, decision.Tasks),
            Ready = decision.Ready.ToValueList(),
            Said = decision.Warnings.ToValueList(),
        };
    }
}
