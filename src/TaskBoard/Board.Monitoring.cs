using TaskBoard.Rules;

namespace TaskBoard;

/// <content>What a monitor looks at and does.</content>
public sealed partial class Board
{
    /// <summary>Looks for what is wrong with the board, and acts on what is safe to act on.</summary>
    public BoardMonitor Monitor { get; }

    /// <summary>Takes a turn and asks for nothing: what a turn does first, such as finishing what a dead writer left, is done.</summary>
    internal async Task SettleAsync(ChangeBy by, CancellationToken cancellationToken) =>
        await AskAsync(s_nothing, by, "", cancellationToken).ConfigureAwait(false);

    /// <summary>Records all leases that have ended; null: none has.</summary>
    internal Task<BoardChange?> ExpireAsync(ChangeBy by, CancellationToken cancellationToken) =>
        AskAsync(Operations.Expire(by), by, "", cancellationToken);

    /// <summary>Records that nothing was heard of an agent for too long; null: it is not so, or on record already.</summary>
    internal Task<BoardChange?> LoseAsync(string agent, TimeSpan timeout, ChangeBy by, CancellationToken cancellationToken) =>
        AskAsync(Operations.Lose(agent, timeout, by), by, "", cancellationToken);
}
