using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>Which tasks of two boards are the same, which are gone, and which stand elsewhere.</summary>
internal sealed class TaskOrder
{
    private readonly bool[] _inPlace;

    private TaskOrder(int[] oldPlaces, IReadOnlyList<int> deleted, bool[] inPlace)
    {
        OldPlaces = oldPlaces;
        Deleted = deleted;
        _inPlace = inPlace;
    }

    /// <summary>For each task after, its place before; -1: it is new.</summary>
    public IReadOnlyList<int> OldPlaces { get; }

    /// <summary>The places before of tasks that are gone, in their order.</summary>
    public IReadOnlyList<int> Deleted { get; }

    /// <summary>Compares two boards. Linear where little differs: no index of tasks is needed outside the part between equal ends.</summary>
    public static TaskOrder Match(BoardContent before, BoardContent after)
    {
        var (old, now) = (before.Tasks, after.Tasks);
        var shorter = Math.Min(old.Count, now.Count);
        var start = 0;
        while (start < shorter && old[start].Key == now[start].Key)
        {
            start++;
        }

        var end = 0;
        while (end < shorter - start && old[^(end + 1)].Key == now[^(end + 1)].Key)
        {
            end++;
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = start; i < old.Count - end; i++)
        {
            places.Add(old[i].Key, i);
        }

        var oldPlaces = new int[now.Count];
        for (var i = 0; i < now.Count; i++)
        {
            oldPlaces[i] = i < start ? i
                : i >= now.Count - end ? i - now.Count + old.Count
                : places.Remove(now[i].Key, out var place) ? place
                : -1;
        }

        var inPlace = new bool[now.Count];
        Array.Fill(inPlace, true);
        LongestIncreasing.In(oldPlaces[start..^end]).CopyTo(inPlace, start);
        return new TaskOrder(oldPlaces, places.Values.Order().ToArray(), inPlace);
    }

    /// <summary>For each task after, its new position where it is new or stands elsewhere; null: it keeps the one it has.</summary>
    /// <param name="positionOf">The position of the task at a place before.</param>
    public IReadOnlyList<string?> NewPositions(Func<int, string> positionOf)
    {
        var result = new string?[_inPlace.Length];
        for (var i = 0; i < result.Length; i++)
        {
            if (_inPlace[i])
            {
                continue;
            }

            var end = Array.IndexOf(_inPlace, true, i);
            var next = end < 0 ? null : positionOf(OldPlaces[end]);
            var previous = i == 0 ? null : positionOf(OldPlaces[i - 1]);
            foreach (var position in FractionalPosition.Between(previous, next, (end < 0 ? result.Length : end) - i))
            {
                result[i++] = position;
            }
        }

        return result;
    }
}
