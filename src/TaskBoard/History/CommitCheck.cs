using System.Globalization;

namespace TaskBoard.History;

/// <summary>Checks commits against each other and against the events: none is missing, and together they name each revision once that events have.</summary>
internal sealed class CommitCheck
{
    private long _revision;

    /// <summary>The last commit; null: there is none.</summary>
    public CommitRecord? Last { get; private set; }

    /// <summary>What does not fit, each as a sentence.</summary>
    /// <param name="reader">The history.</param>
    /// <param name="lastRevision">The last revision that an event has; null: not known, because the events do not fit each other.</param>
    public IEnumerable<string> Problems(IHistoryReader reader, long? lastRevision)
    {
        foreach (var commit in All(reader))
        {
            if (commit.Number != (Last?.Number ?? 0) + 1)
            {
                yield return $"A commit before number {commit.Number} is missing.";
            }
            else if (!Follows(commit))
            {
                yield return $"Commit {commit.Number} names revisions {Word(commit.FirstRevision)} to {Word(commit.LastRevision)}, and the commits before it end with {_revision}.";
            }

            Last = commit;
            _revision = commit.LastRevision ?? _revision;
        }

        if (_revision > lastRevision)
        {
            yield return $"Commit {Last!.Number} names revision {_revision}, and the events end with revision {lastRevision}.";
        }
        else if (_revision < lastRevision)
        {
            yield return $"The events end with revision {lastRevision}, and the commits with {_revision}.";
        }
    }

    /// <summary>A commit that only changed formatting has no revision.</summary>
    private bool Follows(CommitRecord commit) => commit is { FirstRevision: null, LastRevision: null }
        || (commit.FirstRevision == _revision + 1 && commit.LastRevision >= commit.FirstRevision);

    private static string Word(long? revision) => revision?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static IEnumerable<CommitRecord> All(IHistoryReader reader)
    {
        IReadOnlyList<CommitRecord> page = [];
        do
        {
            page = reader.Commits((page.Count == 0 ? 0 : page[^1].Number) + 1, HistoryPages.Size);
            foreach (var commit in page)
            {
                yield return commit;
            }
        }
        while (page.Count == HistoryPages.Size);
    }
}
