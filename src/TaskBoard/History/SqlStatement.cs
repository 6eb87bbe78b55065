using SQLitePCL;

namespace TaskBoard.History;

/// <summary>A prepared statement of one connection. Disposing resets it for the next use; the connection closes it.</summary>
internal sealed class SqlStatement : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly sqlite3_stmt _statement;
    private readonly string _sql;

    internal SqlStatement(SqliteDatabase database, sqlite3_stmt statement, string sql)
    {
        _database = database;
        _statement = statement;
        _sql = sql;
    }

    /// <summary>SQLite's own handle.</summary>
    public sqlite3_stmt Handle => _statement;

    /// <summary>Binds parameters by their order: text, numbers, or null.</summary>
    public SqlStatement With(params ReadOnlySpan<SqlValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var code = values[i].Bind(_statement, i + 1);
            if (code != raw.SQLITE_OK)
            {
                throw _database.Fault(code, _sql);
            }
        }

        return this;
    }

    /// <summary>Binds one parameter, by its number from 1: text as it is stored.</summary>
    public SqlStatement With(int index, ReadOnlySpan<byte> text)
    {
        // An empty span would be bound as NULL.
        var code = text.IsEmpty ? raw.sqlite3_bind_text(_statement, index, utf8z.FromString("")) : raw.sqlite3_bind_text(_statement, index, text);
        return code == raw.SQLITE_OK ? this : throw _database.Fault(code, _sql);
    }

    /// <summary>Goes to the next row; false: there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        return code switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw _database.Fault(raw.sqlite3_extended_errcode(_database.Handle), _sql),
        };
    }

    /// <summary>Runs a statement without rows.</summary>
    public void Run()
    {
        using (this)
        {
            while (Step())
            {
            }
        }
    }

    /// <summary>Whether a column is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>Whether a column holds a number.</summary>
    public bool IsNumber(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_INTEGER;

    /// <summary>Whether a column holds text.</summary>
    public bool IsText(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_TEXT;

    /// <summary>SQLite's word for what a column holds, as <c>typeof</c> gives it.</summary>
    public string Kind(int column) => raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_INTEGER => "integer",
        raw.SQLITE_FLOAT => "real",
        raw.SQLITE_TEXT => "text",
        raw.SQLITE_BLOB => "blob",
        _ => "null",
    };

    /// <summary>A number.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>A number; null: NULL.</summary>
    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    /// <summary>A text.</summary>
    public string Text(int column) => StoredText.Read(Bytes(column));

    /// <summary>A text; null: NULL.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes as stored; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <inheritdoc/>
    public void Dispose() => raw.sqlite3_reset(_statement);

    /// <summary>Frees the statement.</summary>
    internal void Close() => _statement.Dispose();
}

/// <summary>A value to bind: text, a number, or NULL.</summary>
internal readonly struct SqlValue
{
    private const int MostOnStack = 256;

    private readonly string? _text;
    private readonly long? _number;

    private SqlValue(string? text, long? number) => (_text, _number) = (text, number);

    public static implicit operator SqlValue(string? text) => new(text, null);

    public static implicit operator SqlValue(long? number) => new(null, number);

    public static implicit operator SqlValue(long number) => new(null, number);

    /// <summary>Adds it as a column.</summary>
    public void AddTo(ColumnHash hash)
    {
        _ = this switch
        {
            { _text: { } text } => hash.Add(text),
            { _number: { } number } => hash.Add(number),
            _ => hash.AddNull(),
        };
    }

    internal int Bind(sqlite3_stmt statement, int index) => this switch
    {
        // An empty span would be bound as NULL.
        { _text: "" } => raw.sqlite3_bind_text(statement, index, utf8z.FromString("")),
        { _text: { } text } => Bind(statement, index, text),
        { _number: { } number } => raw.sqlite3_bind_int64(statement, index, number),
        _ => raw.sqlite3_bind_null(statement, index),
    };

    // SQLite copies what it is given.
    private static int Bind(sqlite3_stmt statement, int index, string text)
    {
        var size = StoredText.SizeOf(text);
        if (size > MostOnStack)
        {
            return raw.sqlite3_bind_text(statement, index, StoredText.Write(text));
        }

        Span<byte> bytes = stackalloc byte[MostOnStack];
        StoredText.Write(text, bytes);
        return raw.sqlite3_bind_text(statement, index, bytes[..size]);
    }
}
