namespace TaskBoard.History;

/// <summary>
/// A table of which each row carries the hash of what else it holds, <c>row_hash</c>, so that a row which anything but TaskBoard changed is found. The one place
/// that knows the columns of these tables; events prove each other (<see cref="EventChain"/>).
/// </summary>
/// <remarks>
/// The hash is that of <see cref="ColumnHash"/> over a domain that names the table, and the columns in the order in which they stand here. Not in it is the head
/// of the events in <c>board</c>, which they prove. A row fits where the hash does and each column holds what we write there: a number, text, or NULL.
/// </remarks>
internal sealed class RowTable
{
    /// <summary>The states of the file.</summary>
    public static readonly RowTable Commits = new("commits", ["n"], ["n#", "first_revision#", "last_revision#", "base_hash", "new_hash", "state", "at"]);

    /// <summary>The answers to requests.</summary>
    public static readonly RowTable Requests = new("requests", ["agent_id", "request_key"], ["agent_id", "request_key", "request_hash", "result", "revision#"]);

    /// <summary>The mirror of <c>tasks.json</c>. Its hashes are older than those of the others.</summary>
    public static readonly RowTable Tasks = new("board_tasks", ["id"], ["id", "position", "json"], domain: "taskboard.task.v1\n");

    /// <summary>How long claims live.</summary>
    public static readonly RowTable Leases = new(
        "leases", ["task_id"], ["task_id", "attempt#", "agent_id", "granted_at", "expires_at", "boot_id", "boot_expires#", "max_run_at", "boot_max_run#"]);

    /// <summary>Who works on the board.</summary>
    public static readonly RowTable Agents = new(
        "agents",
        ["id"],
        ["id", "persona_id", "role", "focus", "working_directory", "host", "pid#", "process", "registered_at", "last_heartbeat", "status", "note"]);

    /// <summary>Who agents can be.</summary>
    public static readonly RowTable Personas = new("personas", ["id"], ["id", "name", "definition", "source", "created_at"]);

    /// <summary>The board itself.</summary>
    public static readonly RowTable Board = new("board", ["only"], ["only#", "board_id", "root"], beside: ["last_seq#", "last_hash"]);

    /// <summary>Every id that was ever on the board.</summary>
    public static readonly RowTable Issued = new("issued", ["id"], ["id", "highest_attempt#"]);

    /// <summary>All of them, in the order of the schema.</summary>
    public static readonly IReadOnlyList<RowTable> All = [Commits, Requests, Tasks, Leases, Agents, Personas, Board, Issued];

    private const char NumberMark = '#';

    private readonly string _domain;
    private readonly string[] _columns;
    private readonly string[] _changes;
    private readonly bool[] _isNumber;
    private readonly int _hashed;

    private RowTable(string name, string[] keys, string[] columns, string[]? beside = null, string? domain = null)
    {
        string[] all = [.. columns, .. beside ?? []];
        (Name, _domain, _hashed) = (name, domain ?? $"taskboard.{name}.v1\n", columns.Length);
        _isNumber = [.. all.Select(c => c.EndsWith(NumberMark))];
        _columns = [.. all.Select(c => c.TrimEnd(NumberMark))];
        Keys = [.. keys.Select(key => Array.IndexOf(_columns, key))];

        var given = string.Join(", ", _columns[..columns.Length]);
        Insertion = $"INSERT INTO {name}({given}, row_hash) VALUES ({string.Join(", ", Enumerable.Repeat("?", columns.Length + 1))})";
        var others = _columns[..columns.Length].Except(keys).Append("row_hash");
        Putting = $"{Insertion} ON CONFLICT({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", others.Select(c => $"{c} = excluded.{c}"))}";
        Selection = $"SELECT {string.Join(", ", _columns)}, row_hash FROM {name}";
        SelectionByKey = $"{Selection} WHERE {keys[0]} = ?";
        Sealing = $"UPDATE {name} SET row_hash = ?{keys.Length + 1} WHERE {string.Join(" AND ", keys.Select((key, i) => $"{key} = ?{i + 1}"))}";
        _changes = [.. _columns.Select(c => $"UPDATE {name} SET {c} = ?1, row_hash = coalesce(?3, row_hash) WHERE {keys[0]} = ?2")];
    }

    /// <summary>Whether what SQLite finds wrong is what a row of one of these tables holds.</summary>
    public static bool IsOfARow(string fault) =>
        All.Any(table => fault == $"CHECK constraint failed in {table.Name}" || fault.StartsWith($"NULL value in {table.Name}.", StringComparison.Ordinal));

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Which columns tell a row from the others.</summary>
    public IReadOnlyList<int> Keys { get; }

    /// <summary>Adds a row.</summary>
    public string Insertion { get; }

    /// <summary>Adds a row, or changes the one of its key.</summary>
    public string Putting { get; }

    /// <summary>Selects all columns in their order, the hash last; to be followed by conditions.</summary>
    public string Selection { get; }

    /// <summary>Selects the row of a key that is one column.</summary>
    public string SelectionByKey { get; }

    /// <summary>Gives the row of a key another hash, by the parameters key and hash.</summary>
    public string Sealing { get; }

    /// <summary>How many columns are selected before the hash.</summary>
    public int Count => _columns.Length;

    /// <summary>A column of a row as it is selected, where it holds what we write there.</summary>
    public SqlValue Value(SqlStatement row, int column) => _isNumber[column] ? row.NumberOrNull(column) : row.TextOrNull(column);

    /// <summary>The name of a column.</summary>
    public string Column(int column) => _columns[column];

    /// <summary>The place of a column.</summary>
    public int IndexOf(string column) => Array.IndexOf(_columns, column);

    /// <summary>Changes one column of the row whose key is one number, by the parameters value, key, and hash (NULL: it stays).</summary>
    public string Change(int column) => _changes[column];

    /// <summary>Computes the hash of a row from what is to be written.</summary>
    public ColumnHash HashOf(ColumnHash hash, params ReadOnlySpan<SqlValue> values)
    {
        hash.Begin(_domain);
        foreach (var value in values)
        {
            value.AddTo(hash);
        }

        return hash;
    }

    /// <summary>Computes the hash of a row as it is selected.</summary>
    /// <param name="hash">Computes it.</param>
    /// <param name="row">The row.</param>
    /// <param name="changed">A column that is to hold something else; null: none.</param>
    /// <param name="value">What it is to hold.</param>
    public ColumnHash HashOf(ColumnHash hash, SqlStatement row, int? changed = null, SqlValue value = default)
    {
        hash.Begin(_domain);
        for (var i = 0; i < _hashed; i++)
        {
            if (i == changed)
            {
                value.AddTo(hash);
            }
            else if (row.IsNull(i))
            {
                hash.AddNull();
            }
            else if (_isNumber[i])
            {
                hash.Add(row.Number(i));
            }
            else
            {
                hash.Add(row.Bytes(i));
            }
        }

        return hash;
    }

    /// <summary>Whether a row as it is selected is what was written.</summary>
    public bool Fits(ColumnHash hash, SqlStatement row)
    {
        Span<byte> computed = stackalloc byte[ColumnHash.Digits];
        if (!HasOurKinds(row) || !row.IsText(Count))
        {
            return false;
        }

        HashOf(hash, row).WriteHexadecimal(computed);
        return row.Bytes(Count).SequenceEqual(computed);
    }

    /// <summary>Whether each column of a row as it is selected holds what we write there.</summary>
    public bool HasOurKinds(SqlStatement row)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (!row.IsNull(i) && !(_isNumber[i] ? row.IsNumber(i) : row.IsText(i)))
            {
                return false;
            }
        }

        return true;
    }
}
