using System.Diagnostics;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>Eight processes, kept from row to row: their code takes seconds to be compiled well. Disposing ends them.</summary>
internal sealed class Workers : IDisposable
{
    private const int Count = 8;

    private readonly List<Worker> _workers = [];

    /// <summary>Starts them and warms them up, if that was not done yet.</summary>
    public void Start(Boards boards, Effort effort)
    {
        if (_workers.Count > 0)
        {
            return;
        }

        _workers.AddRange(Enumerable.Range(1, Count).Select(number => new Worker(number)));
        Open(boards.Copy(Sizes.All[0]), boards.Empty(), Durability.Buffered);
        Slice("ours", effort.WarmUp * 2, new Samples());
        Slice("floor", effort.WarmUp / 4, new Samples());
    }

    /// <summary>Lets all of them open a board and a floor.</summary>
    public void Open(string board, string floor, Durability durability)
    {
        _workers.ForEach(w => w.BeginOpening(board, floor, durability));
        _workers.ForEach(w => w.Result());
    }

    /// <summary>Lets all of them work for a time; answers the time per change.</summary>
    /// <param name="what"><c>ours</c> or <c>floor</c>.</param>
    /// <param name="time">How long.</param>
    /// <param name="waits">Gets how long each caller waited.</param>
    public double Slice(string what, TimeSpan time, Samples waits)
    {
        var begun = Stopwatch.GetTimestamp();
        _workers.ForEach(w => w.Begin(what, time));
        var rounds = _workers.ConvertAll(w => w.Result());
        rounds.ForEach(waits.AddRange);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds / rounds.Sum(r => r.Length);
    }

    public void Dispose() => _workers.ForEach(w => w.Dispose());
}
