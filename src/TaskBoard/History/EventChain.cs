namespace TaskBoard.History;

/// <summary>Numbers events and chains them by hashes, so that a changed, removed or swapped one is found. Pure.</summary>
/// <remarks>
/// The hash of an event is the SHA-256 of: the ASCII text <c>taskboard.event.v1</c> and a newline; then for each of the columns seq, revision,
/// recorded_at, occurred_at, task_id, event, from_status, to_status, agent_id, source, details, changes, prev_hash, in this order, either the byte 0
/// (NULL), or the byte 1, the length of the stored bytes as eight bytes, most significant first, and the bytes. Numbers are written in decimal;
/// text is the bytes that the database stores (UTF-8). The hash is written in lower-case hexadecimal. The first event follows 64 zeros.
/// </remarks>
internal static class EventChain
{
    /// <summary>The hash that the first event follows.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>
    /// Numbers and chains events after <paramref name="head"/>: recorded at the later of <paramref name="now"/> and the last + 1 ms. Events of one
    /// revision are recorded at one time, each further revision 1 ms later, so that a time never falls into a revision.
    /// </summary>
    public static IReadOnlyList<BoardEvent> Seal(JournalHead head, IEnumerable<EventDraft> drafts, DateTimeOffset now)
    {
        var sealedEvents = new List<BoardEvent>();
        var (sequence, previous, last) = (head.LastSequence, head.LastHash, head.LastRecordedAt);
        var recorded = StoredTime.Round(now);
        long? revision = null;
        foreach (var draft in drafts)
        {
            if (draft.Revision != revision)
            {
                recorded = last is { } time && recorded <= time ? time.AddMilliseconds(1) : recorded;
                (last, revision) = (recorded, draft.Revision);
            }

            var item = new BoardEvent
            {
                Sequence = ++sequence,
                Revision = draft.Revision,
                RecordedAt = recorded,
                OccurredAt = StoredTime.Round(draft.OccurredAt),
                Task = draft.Task ?? draft.Change?.Task,
                Event = draft.Event,
                FromStatus = draft.Change?.FromStatus,
                ToStatus = draft.Change?.ToStatus,
                Agent = draft.Agent,
                Source = draft.Source,
                Details = draft.Details,
                Changes = draft.Change?.Changes,
                PreviousHash = previous,
                Hash = "",
            };
            item = item with { Hash = HashOf(item) };
            sealedEvents.Add(item);
            previous = item.Hash;
        }

        return sealedEvents;
    }

    /// <summary>The hash of an event, from what it holds and the hash before it.</summary>
    public static string HashOf(BoardEvent item) => new ColumnHash().Begin("taskboard.event.v1\n")
        .Add(item.Sequence)
        .Add(item.Revision)
        .Add(StoredTime.Write(item.RecordedAt))
        .Add(StoredTime.Write(item.OccurredAt))
        .Add(item.Task)
        .Add(item.Event)
        .Add(item.FromStatus)
        .Add(item.ToStatus)
        .Add(item.Agent)
        .Add(item.Source)
        .Add(item.Details)
        .Add(item.Changes)
        .Add(item.PreviousHash)
        .ToHexadecimal();
}

/// <summary>An event before it is numbered.</summary>
/// <param name="Revision">The revision it belongs to.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="Change">What changed on the board; null: nothing (<paramref name="Event"/> says what happened).</param>
/// <param name="Event">The word for it.</param>
/// <param name="Agent">Who; null: not known.</param>
/// <param name="Source">By whose hand (<see cref="BoardEventSource"/>).</param>
/// <param name="Details">In words; null: nothing to add.</param>
/// <param name="Task">The task concerned; null: the board.</param>
internal sealed record EventDraft(
    long Revision, DateTimeOffset OccurredAt, TaskChange? Change, string Event, string? Agent, string Source, string? Details, string? Task);
