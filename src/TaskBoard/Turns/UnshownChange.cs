using TaskBoard.Files;

namespace TaskBoard.Turns;

/// <summary>A change is recorded, and a later turn could not show it in <c>tasks.json</c> either: what its callers are told.</summary>
internal static class UnshownChange
{
    /// <summary>
    /// Who repeats a change that is on record is told that it stays open; everybody else, that theirs was not made: nobody had looked at it yet.
    /// </summary>
    public static IReadOnlyList<TurnAnswer> Answers(Committer committer, BoardPaths paths, IReadOnlyList<TurnRequest> requests, BoardInDoubtException unshown)
    {
        committer.Begin();
        try
        {
            var others = new BoardAccessException(
                paths.Board,
                $"An earlier change, revision {unshown.Revision}, is recorded, but {paths.Board} could not be brought up to date with it yet "
                + $"({unshown.InnerException?.Message ?? unshown.Message}). Yours was not made: mend that, then repeat it.",
                unshown);
            return [.. requests.Select(r => new TurnAnswer(null, IsOnRecord(committer, r) ? unshown : others))];
        }
        finally
        {
            committer.Rollback();
        }
    }

    private static bool IsOnRecord(Committer committer, TurnRequest request) =>
        request.By.RequestKey is { } key && committer.Journal.FindRequest(request.By.Agent, key) is not null;
}
