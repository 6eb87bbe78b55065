namespace TaskBoard.Benchmarks.Floors;

/// <summary>The same graph as plain arrays of numbers: what the question itself costs, where nothing has to be read, named or told.</summary>
internal sealed class FloorLinks
{
    public const int Tasks = 10_000;

    private const int Each = 3;

    private readonly int[][] _dependencies = Dependencies();
    private int _found;

    /// <summary>What each task depends on, by places from 0: three tasks before it, spread by a fixed rule.</summary>
    public static int[][] Dependencies()
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, Tasks).Select(i => Enumerable.Range(0, Math.Min(i, Each)).Select(n => (n == 0 ? i - 1 : random.Next(i))).Distinct().ToArray())];
    }

    /// <summary>The first task all of whose dependencies are done.</summary>
    public void Next()
    {
        var done = new bool[Tasks];
        for (var i = Tasks - 1; i >= 0; i--)
        {
            _found = Array.TrueForAll(_dependencies[i], d => done[d]) ? i : _found;
        }
    }

    /// <summary>Whether the last task waits for the first.</summary>
    public void Cycle()
    {
        var (seen, open) = (new bool[Tasks], new Queue<int>([Tasks - 1]));
        while (open.TryDequeue(out var at))
        {
            foreach (var next in _dependencies[at])
            {
                if (!seen[next])
                {
                    seen[next] = true;
                    open.Enqueue(next);
                }
            }
        }

        _found = seen[0] ? 0 : throw new InvalidOperationException("The circle was not found.");
    }
}
