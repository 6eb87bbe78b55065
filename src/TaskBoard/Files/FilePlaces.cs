using System.Text;

namespace TaskBoard.Files;

/// <summary>Where tasks and their values stand in a file, by line and column as editors count them. For findings, which are few.</summary>
internal sealed class FilePlaces
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<int> _lines = [0];
    private readonly Lazy<IReadOnlyList<ListText.Span>> _tasks;
    private readonly Lazy<int> _start;

    /// <param name="bytes">The text of a board.</param>
    public FilePlaces(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        var text = bytes.Span;
        for (var at = text.IndexOf((byte)'\n'); at >= 0;)
        {
            _lines.Add(at + 1);
            var next = text[(at + 1)..].IndexOf((byte)'\n');
            at = next < 0 ? -1 : at + 1 + next;
        }

        _start = new(() => BoardTextReader.TasksOf(_bytes.Span).Start);
        _tasks = new(() => ListText.Spans(_bytes.Span[_start.Value..]));
    }

    /// <summary>The line and column of a place, from 1.</summary>
    public (int Line, int Column) Of(int offset)
    {
        var line = _lines.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        var before = _bytes.Span[_lines[line]..offset];
        return (line + 1, Encoding.UTF8.GetCharCount(TextPlaces.HasMark(before) && line == 0 ? before[3..] : before) + 1);
    }

    /// <summary>The line and column of a value in a task; of the task itself where it has no such property.</summary>
    /// <param name="task">The task's place in the list, from 0.</param>
    /// <param name="property">The property; null: the task itself.</param>
    /// <param name="element">The element of its array; -1: the value itself.</param>
    public (int Line, int Column) Of(int task, string? property, int element = -1)
    {
        var (start, end) = SpanOf(task);
        var value = property is null ? default : ListText.Spans(_bytes.Span[start..end]).LastOrDefault(s => s.Name == property);
        if (value.Name is null)
        {
            return Of(start);
        }

        var list = element < 0 ? [] : ListText.Spans(_bytes.Span[(start + value.Start)..(start + value.End)]);
        return Of(start + value.Start + (element >= 0 && element < list.Count ? list[element].Start : 0));
    }

    /// <summary>The line and column of a property's name in a task.</summary>
    public (int Line, int Column) OfName(int task, string property)
    {
        var (start, end) = SpanOf(task);
        return Of(start + ListText.Spans(_bytes.Span[start..end]).LastOrDefault(s => s.Name == property).NameStart);
    }

    /// <summary>The task that a place is in; -1: none.</summary>
    public int TaskAt(int offset)
    {
        var (low, high) = (0, _tasks.Value.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (start, end) = SpanOf(middle);
            if (offset < start)
            {
                high = middle - 1;
            }
            else if (offset >= end)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    private (int Start, int End) SpanOf(int task) => (_start.Value + _tasks.Value[task].Start, _start.Value + _tasks.Value[task].End);
}
