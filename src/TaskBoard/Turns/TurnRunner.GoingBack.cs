using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <content>Where going back is more than a change: in the place of a file that cannot be read, and what the guard for finished work has to tell.</content>
internal sealed partial class TurnRunner
{
    /// <summary>
    /// The file cannot be read, or is missing, and somebody brings a whole board back: it comes in the place of the file. The other callers are refused as
    /// if nobody had.
    /// </summary>
    private IReadOnlyList<TurnAnswer> RewriteWhileLocked(Committer committer, IReadOnlyList<TurnRequest> requests, BoardException problem)
    {
        var unreadable = new UnreadableFile(committer, _seams, _paths, _file);
        try
        {
            var found = unreadable.Take() ?? throw problem;
            var asked = requests.Where(r => r.Rewrites).ToList();
            var decided = new Decider(committer, _seams, Settings.Rules, found.Text) { Rewriting = unreadable.Details }.Decide(asked);
            IReadOnlyList<TurnAnswer> answers;
            if (decided.Writing.IsEmpty)
            {
                committer.Rollback();
                unreadable.Forget();
                answers = decided.Answers(found.Text, committer.LastRevision, []);
            }
            else
            {
                // One that was never shown is shown by this.
                decided.Writing.AlsoApplied = committer.Head.LastCommit is { State: CommitState.Pending, Number: var pending } ? pending : null;
                var (number, text) = (committer.NextCommit, decided.Text ?? found.Text);
                var events = committer.Commit(found, text, decided.Writing);
                var merged = committer.IsMarked ? Afterwards(committer, number, found) : null;
                answers = Told(committer, decided, merged ?? text, events);
            }

            return [.. requests.Select(r => asked.IndexOf(r) is >= 0 and var at ? answers[at] : new TurnAnswer(null, problem))];
        }
        catch
        {
            committer.Rollback();
            throw;
        }
    }

    /// <summary>The answers, with what the guard for finished work has to tell about the board as the turn leaves it.</summary>
    private static IReadOnlyList<TurnAnswer> Told(Committer committer, DecidedTurn decided, BoardText board, IReadOnlyList<BoardEvent> events)
    {
        var answers = decided.Answers(board, committer.LastRevision, events);
        try
        {
            if (decided.AcceptsRemoval)
            {
                committer.Removals.ForgetWhileLocked();
            }

            var removed = committer.Removals.SettleWhileLocked(board.Content);
            return removed.Count == 0 ? answers : [.. answers.Select(a => a.Warned([.. removed.Select(r => FinishedWork.Warning(r.Removed, r.Gone))]))];
        }
        catch (DiskException)
        {
            // What was asked for has happened; the note is looked at again by the next turn.
            return answers;
        }
    }
}
