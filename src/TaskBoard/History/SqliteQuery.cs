using SQLitePCL;
using TaskBoard.Files;

namespace TaskBoard.History;

/// <summary>A query of a user's own over a reader's connection, which can write nothing; bounded in time and rows.</summary>
internal sealed class SqliteQuery(SqliteDatabase database, QueryOptions options, TimeProvider timeProvider, CancellationToken cancellationToken)
{
    /// <summary>How many steps of SQLite's machine are made between two looks at the clock: about a tenth of a millisecond.</summary>
    private const int StepsPerLook = 10_000;

    /// <summary>The one table that is meant to be asked, beside the views.</summary>
    private const string Journal = "events";

    private static readonly string[] Reading = ["SELECT", "WITH", "VALUES", "EXPLAIN"];

    /// <summary>Runs the query.</summary>
    /// <exception cref="QueryRefusedException">It is no single statement that only reads.</exception>
    /// <exception cref="InvalidRequestException">SQLite does not understand it.</exception>
    /// <exception cref="QueryTimeoutException">It took too long.</exception>
    public QueryResult Run(string sql)
    {
        var start = timeProvider.GetTimestamp();
        using var statement = Prepare(sql);
        Bind(statement);
        raw.sqlite3_progress_handler(database.Handle, StepsPerLook, _ => IsOver(start) ? 1 : 0, null);
        try
        {
            var rows = new List<ValueList<object?>>();
            var more = Step(statement);
            for (; more && rows.Count < options.MaxRows; more = Step(statement))
            {
                rows.Add(Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(i => ValueOf(statement, i)).ToValueList());
            }

            return new QueryResult { Columns = ColumnsOf(statement), Rows = rows.ToValueList(), IsCut = more };
        }
        finally
        {
            raw.sqlite3_progress_handler(database.Handle, 0, null, null);
        }
    }

    // Called by SQLite, which no exception may pass through.
    private bool IsOver(long start) => cancellationToken.IsCancellationRequested || timeProvider.GetElapsedTime(start) > options.Timeout;

    private sqlite3_stmt Prepare(string sql)
    {
        var word = SqlText.FirstWord(sql);
        if (SqlText.IsBlank(sql))
        {
            throw new InvalidRequestException("The query is empty.");
        }

        // SQLite would read no further.
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidRequestException("The query holds a NUL character.");
        }

        if (!Reading.Contains(word))
        {
            throw new QueryRefusedException(
                $"A query reads: it begins with SELECT, WITH, VALUES or EXPLAIN, not with {(word.Length > 0 ? word : "something else")}. "
                + "Nothing was changed. The history is written by changes of the board alone.");
        }

        if (raw.sqlite3_prepare_v2(database.Handle, sql, out var statement, out var tail) != raw.SQLITE_OK)
        {
            throw Fault();
        }

        if (!SqlText.IsBlank(tail ?? ""))
        {
            statement.Dispose();
            throw new QueryRefusedException("A query is one statement, and more follows after the first. Nothing was run.");
        }

        // Also where the first word is WITH, INSERT may follow.
        if (raw.sqlite3_stmt_readonly(statement) == 0)
        {
            statement.Dispose();
            throw new QueryRefusedException("A query reads, and this one would write. Nothing was changed. The history is written by changes of the board alone.");
        }

        return statement;
    }

    private void Bind(sqlite3_stmt statement)
    {
        var names = Enumerable.Range(1, raw.sqlite3_bind_parameter_count(statement))
            .Select(i => (Index: i, Name: raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string() ?? ""))
            .ToLookup(p => p.Name.TrimStart(':', '@', '$'), p => p.Index);
        foreach (var (name, value) in options.Parameters)
        {
            if (!names.Contains(name))
            {
                throw new InvalidRequestException($"The query has no parameter :{name}.");
            }

            foreach (var index in names[name])
            {
                SqlValue text = value;
                if (text.Bind(statement, index) != raw.SQLITE_OK)
                {
                    throw Fault();
                }
            }
        }
    }

    private bool Step(sqlite3_stmt statement) => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        _ => throw Fault(),
    };

    private Exception Fault()
    {
        var (code, message) = (raw.sqlite3_extended_errcode(database.Handle), raw.sqlite3_errmsg(database.Handle).utf8_to_string());
        switch (code & 0xFF)
        {
            case raw.SQLITE_INTERRUPT:
                cancellationToken.ThrowIfCancellationRequested();
                return new QueryTimeoutException(options.Timeout);
            case raw.SQLITE_ERROR or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH or raw.SQLITE_AUTH or raw.SQLITE_RANGE:
                return new InvalidRequestException($"SQLite cannot run this query: {message}.{Hint(message)}");
            default:
                return database.Fault(code, "query");
        }
    }

    private string Hint(string message)
    {
        if (message.StartsWith("no such column", StringComparison.Ordinal))
        {
            return " SELECT name FROM pragma_table_info('NAME') lists the columns of a table or view; text stands in single quotes.";
        }

        if (!message.StartsWith("no such table", StringComparison.Ordinal))
        {
            return "";
        }

        // The other tables are how all this is kept, and may be kept otherwise one day.
        var meant = message[(message.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        using var rows = database.Statement($"SELECT name FROM sqlite_master WHERE type = 'view' OR name = '{Journal}' ORDER BY type DESC, rowid");
        var names = new List<string>();
        while (rows.Step())
        {
            names.Add(rows.Text(0));
        }

        return $"{(names.Count > 0 && NearestWord.To(meant, names) is { } near ? $" Did you mean {near}?" : "")} There are {string.Join(", ", names)}.";
    }

    private static object? ValueOf(sqlite3_stmt statement, int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_TEXT => StoredText.Read(raw.sqlite3_column_blob(statement, column)),
        _ => raw.sqlite3_column_blob(statement, column).ToArray(),
    };

    private static ValueList<string> ColumnsOf(sqlite3_stmt statement)
    {
        var names = new List<string>();
        for (var i = 0; i < raw.sqlite3_column_count(statement); i++)
        {
            var name = raw.sqlite3_column_name(statement, i).utf8_to_string();
            var free = name;
            for (var number = 2; names.Contains(free); number++)
            {
                free = $"{name}:{number}";
            }

            names.Add(free);
        }

        return names.ToValueList();
    }
}
