using System.Text.Json;
using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>Verifies a history: the chain of events, their replay against the mirror, the mirror against the file, and all other rows against their hashes.</summary>
internal sealed class HistoryVerifier(Func<CancellationToken, IHistoryReader?> open, Func<byte[]?> readBoardFile, BoardLimits limits, string boardPath)
{
    private readonly List<string> _problems = [];
    private readonly List<string> _fileProblems = [];
    private bool _fileIsAhead;
    private DateTimeOffset? _begunAnew;

    /// <summary>Asked where there is no history, with what the file holds (null: nothing that can be read): what to say of one that is lost; null: there was none.</summary>
    public Func<BoardContent?, string?> LostAs { get; init; } = static _ => null;

    /// <summary>Asked before the history is opened: what then says, of its last commit (null: none), that its end is lost; that answers null where it is not.</summary>
    public Func<Func<CommitRecord?, string?>> EndIsLost { get; init; } = static () => static _ => null;

    /// <summary>Verifies.</summary>
    /// <param name="expectedHeads">Heads kept from earlier.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    public HistoryVerification Verify(IEnumerable<string> expectedHeads, CancellationToken cancellationToken)
    {
        ChainCheck chain;
        string? boardId;
        var endIsLost = EndIsLost();
        using (var reader = open(cancellationToken))
        {
            chain = new ChainCheck(expectedHeads, reader?.LastEvent());
            boardId = reader?.BoardId();
            Check(chain, reader, endIsLost, cancellationToken);
        }

        return new HistoryVerification
        {
            BoardId = boardId,
            BegunAnew = _begunAnew,
            Events = chain.Events,
            Revision = chain.Revision,
            Head = chain.Head,
            FirstBadEvent = chain.FirstBad,
            Problems = (chain.Problem is null ? _problems : _problems.Prepend(chain.Problem + ".")).ToValueList(),
            FileProblems = _fileProblems.ToValueList(),
            FileIsAhead = _fileIsAhead,
        };
    }

    private void Check(ChainCheck chain, IHistoryReader? reader, Func<CommitRecord?, string?> endIsLost, CancellationToken cancellationToken)
    {
        var events = reader is null ? [] : HistoryPages.Of(reader, new EventFilter(), cancellationToken);
        MirrorBoard? replayed = null;
        try
        {
            replayed = BoardDiff.Apply(HistoryReplay.Nothing, chain.Checked(events).Select(Looked).OfType<TaskChange>());
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            chain.Fail(chain.Events, $"Event {chain.Events} cannot be replayed: {e.Message.TrimEnd('.')}");
        }

        if (reader is null)
        {
            CheckLost();
            return;
        }

        _problems.AddRange(reader.Faults());
        _problems.AddRange(reader.SchemaProblems());
        _problems.AddRange(reader.UnfitRows().Select(row => row.Problem));
        var commits = new CommitCheck();
        try
        {
            _problems.AddRange(commits.Problems(reader, chain.FirstBad is null ? chain.Revision : null));
            _problems.AddRange(endIsLost(commits.Last) is { } lost ? [lost] : []);
        }
        catch (InvalidDataException e)
        {
            _problems.Add($"The commits cannot be read: {e.Message}.");
        }

        if (CheckMirror(reader) is not { } mirror)
        {
            return;
        }

        if (replayed is not null && chain.FirstBad is null)
        {
            _problems.AddRange(Differences(replayed, mirror));
        }

        CompareWithFile(commits.Last, mirror.Content, cancellationToken);
    }

    private void CheckLost()
    {
        var bytes = readBoardFile();
        var lost = LostAs(bytes is null ? null : Read(bytes));
        _problems.AddRange(lost is null ? [] : [lost]);
        _fileIsAhead = bytes is not null && lost is null && _fileProblems.Count == 0;
    }

    private TaskChange? Looked(BoardEvent item)
    {
        if (item.Event == BoardEventKind.HistoryRebuilt)
        {
            _begunAnew = item.RecordedAt;
        }

        return HistoryReplay.ChangeOf(item);
    }

    private MirrorBoard? CheckMirror(IHistoryReader reader)
    {
        try
        {
            return reader.Mirror();
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            _problems.Add($"The mirror cannot be read: {e.Message.TrimEnd('.')}.");
            return null;
        }
    }

    private static IEnumerable<string> Differences(MirrorBoard replayed, MirrorBoard mirror)
    {
        var keys = replayed.Content.Tasks.Concat(mirror.Content.Tasks).Select(t => t.Key).Distinct(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var (left, right) = (replayed.Content.Find(key), mirror.Content.Find(key));
            if (left is null || right is null || !left.SameValues(right)
                || replayed.Positions.GetValueOrDefault(key) != mirror.Positions.GetValueOrDefault(key))
            {
                yield return $"Replaying all events does not give task {key} as the mirror has it.";
            }
        }

        if (!new BoardContent([], replayed.Content.Root).SameValues(new BoardContent([], mirror.Content.Root)))
        {
            yield return "Replaying all events does not give what the mirror has around the tasks.";
        }
    }

    private void CompareWithFile(CommitRecord? last, BoardContent mirror, CancellationToken cancellationToken)
    {
        // A pending commit was left by a writer that died; the next change finishes it, and then the file counts.
        if (last is null or { State: CommitState.Pending })
        {
            return;
        }

        var bytes = readBoardFile();
        if (bytes is null)
        {
            _fileProblems.Add($"{boardPath} is missing.");
            return;
        }

        var hash = BoardFile.HashOf(bytes);
        if (Read(bytes) is not { } content)
        {
            return;
        }

        var same = content.SameValues(mirror);
        if (hash == last.NewHash)
        {
            if (!same)
            {
                _problems.Add($"{boardPath} is as the last commit left it, and the mirror holds something else.");
            }

            return;
        }

        _fileIsAhead = !same && !WasCommittedSince(last, hash, cancellationToken);
    }

    /// <summary>Whether somebody changed the board between our look at the history and our look at the file.</summary>
    private bool WasCommittedSince(CommitRecord last, string hash, CancellationToken cancellationToken)
    {
        using var later = open(cancellationToken);
        return later is not null && later.Commits(last.Number + 1, HistoryPages.Size).Any(c => c.NewHash == hash);
    }

    private BoardContent? Read(byte[] bytes)
    {
        try
        {
            return BoardText.Parse(bytes, limits, boardPath).Content;
        }
        catch (BoardException e)
        {
            _fileProblems.Add(e.Message);
            return null;
        }
    }
}
