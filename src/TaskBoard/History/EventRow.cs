namespace TaskBoard.History;

/// <summary>The columns of an event, read strictly: what is stored must be exactly what we would have stored.</summary>
internal static class EventRow
{
    /// <summary>The columns, in the order in which they are read and hashed.</summary>
    public const string Columns =
        "seq, revision, recorded_at, occurred_at, task_id, event, from_status, to_status, agent_id, source, details, changes, prev_hash, hash";

    /// <summary>Reads the event of a row.</summary>
    /// <exception cref="UnreadableEventException">A column holds what we never write.</exception>
    public static BoardEvent Read(SqlStatement row)
    {
        var sequence = row.Number(0);
        return new BoardEvent
        {
            Sequence = sequence,
            Revision = row.IsNumber(1) ? row.Number(1) : throw new UnreadableEventException(sequence),
            RecordedAt = Time(row, 2, sequence),
            OccurredAt = Time(row, 3, sequence),
            Task = TextOrNull(row, 4, sequence),
            Event = Text(row, 5, sequence),
            FromStatus = TextOrNull(row, 6, sequence),
            ToStatus = TextOrNull(row, 7, sequence),
            Agent = TextOrNull(row, 8, sequence),
            Source = Text(row, 9, sequence),
            Details = TextOrNull(row, 10, sequence),
            Changes = TextOrNull(row, 11, sequence),
            PreviousHash = Text(row, 12, sequence),
            Hash = Text(row, 13, sequence),
        };
    }

    /// <summary>A time.</summary>
    public static DateTimeOffset Time(SqlStatement row, int column, long sequence)
    {
        try
        {
            return StoredTime.Read(Text(row, column, sequence));
        }
        catch (InvalidDataException)
        {
            throw new UnreadableEventException(sequence);
        }
    }

    private static string? TextOrNull(SqlStatement row, int column, long sequence) => row.IsNull(column) ? null : Text(row, column, sequence);

    private static string Text(SqlStatement row, int column, long sequence)
    {
        if (!row.IsText(column))
        {
            throw new UnreadableEventException(sequence);
        }

        var text = row.Text(column);

        // Bytes that are no text are read as U+FFFD, so only a text with that character can hide some.
        return text.Contains('\uFFFD') && !row.Bytes(column).SequenceEqual(StoredText.Write(text)) ? throw new UnreadableEventException(sequence) : text;
    }
}

/// <summary>An event holds what we never write: it was changed by somebody. Never leaves the library.</summary>
internal sealed class UnreadableEventException(long sequence) : FormatException($"Event {sequence} holds what TaskBoard never writes")
{
    /// <summary>The number of the event.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>The events that were read before it, in the order asked for.</summary>
    public IReadOnlyList<BoardEvent> Before { get; set; } = [];
}
