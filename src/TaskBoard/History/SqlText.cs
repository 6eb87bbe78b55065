namespace TaskBoard.History;

/// <summary>As much of SQL's grammar as it takes to see whether a text is one statement that reads. Pure.</summary>
internal static class SqlText
{
    /// <summary>The first word, in capitals; empty: there is none before something else, or nothing at all.</summary>
    public static string FirstWord(string sql)
    {
        var text = Meaning(sql, "");
        var end = text.IndexOfAnyExceptInRange('A', 'z');
        return (end < 0 ? text : text[..end]).ToString().ToUpperInvariant();
    }

    /// <summary>Whether a text says nothing: blanks, comments and semicolons.</summary>
    public static bool IsBlank(string sql) => Meaning(sql, ";").IsEmpty;

    /// <summary>The text from where it begins to mean something.</summary>
    private static ReadOnlySpan<char> Meaning(ReadOnlySpan<char> sql, string skipped)
    {
        while (!sql.IsEmpty)
        {
            if (char.IsWhiteSpace(sql[0]) || sql[0] == '\ufeff' || skipped.Contains(sql[0], StringComparison.Ordinal))
            {
                sql = sql[1..];
            }
            else if (sql.StartsWith("--"))
            {
                sql = After(sql, "\n");
            }
            else if (sql.StartsWith("/*"))
            {
                sql = After(sql[2..], "*/");
            }
            else
            {
                break;
            }
        }

        return sql;
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> sql, string end) =>
        sql.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at ? sql[(at + end.Length)..] : [];
}
