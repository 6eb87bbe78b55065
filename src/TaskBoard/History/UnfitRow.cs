namespace TaskBoard.History;

/// <summary>A row that is not what was written: its hash does not fit what it holds, or it is gone.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Values">Its columns in their order, as text as far as they can be read so; null: NULL.</param>
/// <param name="Keys">What tells it from the others: SQLite's word for the kind of the value, and its bytes.</param>
internal sealed record UnfitRow(RowTable Table, IReadOnlyList<string?> Values, IReadOnlyList<(string Kind, byte[] Bytes)> Keys)
{
    /// <summary>Whether there is no such row, and the events say that there was one.</summary>
    public bool IsGone { get; init; }

    /// <summary>What it is about, as a person would name it.</summary>
    public string Name => Table == RowTable.Board ? "the board"
        : Table == RowTable.Commits ? $"commit {Values[0]}"
        : Table == RowTable.Requests ? $"request '{Values[1]}' of {Values[0]}"
        : Table == RowTable.Agents ? $"agent {Values[0]}"
        : Table == RowTable.Personas ? $"persona {Values[0]}"
        : $"task {Values[0]}";

    /// <summary>What is wrong, and what to do, in sentences.</summary>
    public string Problem => IsGone ? $"The mirror's row of {Name} is gone: the events tell of the task. 'taskboard repair' {Remedy}."
        : $"{(Table == RowTable.Tasks ? "The mirror's row" : $"The row of table {Table.Name}")} of {Name} was changed: its hash does not fit what it holds. 'taskboard repair' {Remedy}.";

    /// <summary>What repairing does, as the end of a sentence.</summary>
    public string Remedy => Words.Remedy;

    /// <summary>What was done to it, in a few words.</summary>
    public string Done => Words.Done;

    private (string Remedy, string Done) Words =>
        Table == RowTable.Commits ? ("puts it right by the commits beside it, and takes the rest as it stands", "put right by the commits beside it, else taken as it stands")
        : Table == RowTable.Requests ? ("takes it out; the same request made once more then counts as a new one", "taken out: made once more it counts as a new one")
        : Table == RowTable.Leases ? ("takes it out, and gives whoever has the task in hand a fresh lease", "taken out: whoever has the task in hand has a fresh lease")
        : Table == RowTable.Agents ? (
            "takes it out; the agent's next sign of life for a claim, or its registering, puts it back",
            "taken out: its next sign of life for a claim, or its registering, puts it back")
        : Table == RowTable.Personas ? ("takes it out; it is to be described again", "taken out: it is to be described again")
        : Table == RowTable.Board ? (
            "computes what stands around the tasks from the events, and takes the board's id as it stands", "computed from the events, its id taken as it stands")
        : IsGone ? ("puts it back from the events", "put back from the events")
        : ("computes it anew from the events", "computed anew from the events");
}
