using System.Text;

namespace TaskBoard.Files;

/// <summary>Finds out how a file is written, from what stands around its tasks and from the first of them.</summary>
internal static class TextStyleDetector
{
    private const int Sample = 32;

    /// <summary>The style of a file.</summary>
    /// <param name="before">The text before the array of tasks.</param>
    /// <param name="tasks">The array of tasks.</param>
    /// <param name="after">The text after it.</param>
    public static TextStyle Detect(ReadOnlyMemory<byte> before, ListText tasks, ReadOnlyMemory<byte> after)
    {
        var evidence = new Evidence();
        var outer = LastIndent(before.Span);
        foreach (var item in tasks.Items.Take(Sample))
        {
            evidence.Eol(item.Lead.Span);
            evidence.Add(item.Value, ListArranger.LineIndent(item.Lead, outer), isTask: true);
            evidence.Unit(outer, item.Lead);
        }

        foreach (var part in new[] { before, tasks.Open, tasks.Tail, after })
        {
            evidence.Eol(part.Span);
        }

        // A file on one line without a blank is meant to be small.
        var compact = tasks.Items.Count > 0 && evidence.Colon == ":";
        return new TextStyle
        {
            Eol = evidence.LineEnd ?? "\n",
            Unit = evidence.Step ?? (before.Span.Contains((byte)'\t') ? "\t" : "  "),
            Colon = evidence.Colon ?? ": ",
            Gap = evidence.Gap ?? (compact ? "" : " "),
            Pad = evidence.Pad ?? (compact ? "" : " "),
            TasksOnOneLine = evidence.FlatTasks > evidence.BrokenTasks,
            ArraysBroken = evidence.BrokenArrays > evidence.FlatArrays,
            ObjectsBroken = evidence.BrokenObjects > evidence.FlatObjects,
            Ascii = IsEscaped(before, tasks, after),
        };
    }

    /// <summary>What stands between a name and its value; null where a comment is among it.</summary>
    public static string? ColonOf(ReadOnlySpan<byte> prefix)
    {
        // A comment may hold quotation marks, but then it is no plain colon either.
        var colon = prefix[(prefix.LastIndexOf((byte)'"') + 1)..];
        return colon.IndexOfAnyExcept(" \t:"u8) < 0 && colon.Contains((byte)':') ? Encoding.UTF8.GetString(colon) : null;
    }

    // Python's json.dump writes \u00e4. Where a file does so throughout, new text does too.
    private static bool IsEscaped(ReadOnlyMemory<byte> before, ListText tasks, ReadOnlyMemory<byte> after)
    {
        var escaped = false;
        foreach (var part in tasks.Items.Select(i => i.Value).Prepend(before).Append(after))
        {
            if (!Ascii.IsValid(part.Span))
            {
                return false;
            }

            escaped = escaped || EscapesLetter(part.Span);
        }

        return escaped;
    }

    private static bool EscapesLetter(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf("\\u"u8); at >= 0 && at + 5 < text.Length; at = text.IndexOf("\\u"u8))
        {
            // \u001b is no letter: JSON demands that control characters are escaped.
            if (!text[(at + 2)..].StartsWith("00"u8) || text[at + 4] is not (>= (byte)'0' and <= (byte)'7'))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }

    private static string LastIndent(ReadOnlySpan<byte> before)
    {
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var end = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return Encoding.UTF8.GetString(end < 0 ? line : line[..end]);
    }

    private sealed class Evidence
    {
        public string? LineEnd { get; private set; }

        public string? Step { get; private set; }

        public string? Colon => Names.Count == 0 ? null : Names.MaxBy(n => n.Value).Key;

        public Dictionary<string, int> Names { get; } = [];

        public string? Gap { get; private set; }

        public string? Pad { get; private set; }

        public int FlatTasks { get; private set; }

        public int BrokenTasks { get; private set; }

        public int BrokenArrays { get; private set; }

        public int FlatArrays { get; private set; }

        public int BrokenObjects { get; private set; }

        public int FlatObjects { get; private set; }

        public void Eol(ReadOnlySpan<byte> gap)
        {
            var at = gap.IndexOf((byte)'\n');
            if (at >= 0)
            {
                LineEnd ??= at > 0 && gap[at - 1] == '\r' ? "\r\n" : "\n";
            }
        }

        public void Unit(string outer, ReadOnlyMemory<byte> lead)
        {
            if (GapText.IsBroken(lead.Span)
                && ListArranger.LineIndent(lead, outer) is var indent && indent.Length > outer.Length && indent.StartsWith(outer, StringComparison.Ordinal))
            {
                Step ??= indent[outer.Length..];
            }
        }

        public void Add(ReadOnlyMemory<byte> text, string indent, bool isTask)
        {
            var list = ListText.Scan(text);
            if (list.Items.Count == 0)
            {
                return;
            }

            var broken = list.IsBroken;
            Eol(list.Items[0].Lead.Span);
            if (list.Items.Count > 1 && !GapText.IsBroken(list.Items[1].Lead.Span) && GapText.IsBlank(list.Items[1].Lead.Span))
            {
                Gap ??= Encoding.UTF8.GetString(list.Items[1].Lead.Span);
            }

            if (list.Close == '}')
            {
                foreach (var item in list.Items)
                {
                    if (ColonOf(item.Prefix.Span) is { } colon)
                    {
                        Names[colon] = Names.GetValueOrDefault(colon) + 1;
                    }
                }

                if (!broken && GapText.IsBlank(list.Items[0].Lead.Span))
                {
                    Pad ??= Encoding.UTF8.GetString(list.Items[0].Lead.Span);
                }
            }

            if (isTask)
            {
                _ = broken ? BrokenTasks++ : FlatTasks++;
                Unit(indent, list.Items[0].Lead);
            }
            else
            {
                Count(list, broken);
            }

            foreach (var item in list.Items)
            {
                if (item.Value.Span[0] is (byte)'{' or (byte)'[')
                {
                    Add(item.Value, ListArranger.LineIndent(item.Lead, indent), isTask: false);
                }
            }
        }

        private void Count(ListText list, bool broken)
        {
            if (list.Close == '}')
            {
                _ = broken ? BrokenObjects++ : FlatObjects++;
            }
            else if (list.Items.All(i => i.Value.Span[0] is not ((byte)'{' or (byte)'[')))
            {
                _ = broken ? BrokenArrays++ : FlatArrays++;
            }
        }
    }
}
