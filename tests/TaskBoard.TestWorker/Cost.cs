using System.Diagnostics;
using System.Globalization;
using System.Text;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.TestWorker;

/// <summary>
/// What a change costs beside its floor, in one run: the same system calls and the same commit, without TaskBoard. Prints the medians and
/// their ratio. Arguments: number of tasks, number of changes.
/// </summary>
internal static class Cost
{
    public static int Run(string[] args)
    {
        var (tasks, rounds) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture));
        foreach (var durability in new[] { Durability.Flushed, Durability.Buffered })
        {
            var directory = Directory.CreateTempSubdirectory("taskboard-cost-").FullName;
            try
            {
                var bytes = Fill(directory, tasks, durability);
                var (floor, ours) = (new List<double>(), new List<double>());
                using var bare = new BareChange(Path.Combine(directory, "floor"), bytes, durability);
                using var board = new Changes(directory, durability);
                for (var i = 0; i < rounds; i++)
                {
                    floor.Add(Time(bare.Make));
                    ours.Add(Time(board.Make));
                }

                var (f, o) = (Median(floor), Median(ours));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{durability,-8} {tasks} tasks ({bytes.Length / 1024} KiB): floor {f:0.000} ms, change {o:0.000} ms, ratio {o / f:0.00}"));
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }

        return 0;
    }

    private static byte[] Fill(string directory, int tasks, Durability durability)
    {
        var board = Board.CreateAsync(directory, new BoardOptions { Durability = durability }).GetAwaiter().GetResult();
        var drafts = Enumerable.Range(1, tasks).Select(i => new TaskDraft($"Task number {i}")
        {
            Id = TaskId.Parse($"t{i}"),
            Description = "Something of the usual length that says what is to be done, where, and how to see that it is done.",
            Labels = ["core"],
        });
        board.AddAsync([.. drafts], "planner").GetAwaiter().GetResult();
        board.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return File.ReadAllBytes(Path.Combine(directory, "tasks.json"));
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Changes through the library: notes, so that the state does not matter.</summary>
    private sealed class Changes(string directory, Durability durability) : IDisposable
    {
        private readonly Board _board = Board.OpenAsync(directory, new BoardOptions { Durability = durability }).GetAwaiter().GetResult();
        private int _made;

        public void Make() => _board.EditAsync(
            TaskId.Parse("t50"), new TaskEdit { Priority = ++_made % 2 == 0 ? TaskPriority.High : TaskPriority.Low }, "agent").GetAwaiter().GetResult();

        public void Dispose() => _board.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>The same steps by hand: locks, lock file, new file, commit in SQLite, exchange, flushes.</summary>
    private sealed class BareChange : IDisposable
    {
        private readonly RealDisk _disk = new();
        private readonly BoardPaths _paths;
        private readonly byte[] _bytes;
        private readonly bool _durable;
        private readonly IJournal _journal;
        private int _made;

        public BareChange(string directory, byte[] bytes, Durability durability)
        {
            (_paths, _bytes, _durable) = (new BoardPaths(directory), bytes, durability == Durability.Flushed);
            Directory.CreateDirectory(_paths.Swap);
            File.WriteAllBytes(_paths.Board, bytes);
            _journal = new SqliteJournalStore(_paths.History, _disk, () => BoardMode.Local, durability, memory => Random.Shared.NextBytes(memory.Span)).Open();
        }

        public void Make()
        {
            using var commitLock = _disk.OpenLockFile(_paths.CommitLock);
            commitLock.TryLock(exclusive: true);
            using var record = _disk.CreateNew(_paths.Private + "/record")!;
            record.TryLock(exclusive: false);
            record.Append(_bytes.AsSpan(0, 300));
            _disk.Link(_paths.Private + "/record", _paths.Lock);
            _disk.Delete(_paths.Private + "/record");

            _journal.TryBegin();
            var number = ++_made;
            var swap = _paths.SwapOf(number);
            using (var file = _disk.CreateNew(swap)!)
            {
                file.Append(_bytes);
                if (_durable)
                {
                    file.Flush();
                }
            }

            var now = DateTimeOffset.UnixEpoch.AddSeconds(number);
            var head = new JournalHead(null, number - 1, number - 1, number == 1 ? EventChain.Genesis : _last!, null);
            var events = EventChain.Seal(head, [new EventDraft(number, now, new TaskChange("t50", "UPDATED", "PENDING", "PENDING", "{}"), "UPDATED", "agent", "agent", "floor", "t50")], now);
            _last = events[^1].Hash;
            _journal.Append(new JournalEntry(
                new CommitRecord(number, number, number, _last, _last, CommitState.Pending, now), events,
                new MirrorChange([new MirrorTask("t50", "a0", Encoding.UTF8.GetString(_bytes, 0, 700).Replace('"', ' '))], [], null),
                [], new Dictionary<string, Lease?>(), new Dictionary<string, int>()));
            _journal.Commit(_durable);
            _disk.Exchange(swap, _paths.Board);
            if (_durable)
            {
                _disk.FlushDirectory(_paths.Directory);
                _disk.FlushDirectory(_paths.Swap);
            }

            _journal.TryBegin();
            _journal.SetState(number, CommitState.Applied);
            _journal.Commit(durable: false);
            _journal.Tidy();
            _disk.Delete(swap);
            _disk.Delete(_paths.Lock);
        }

        private string? _last;

        public void Dispose() => _journal.Dispose();
    }
}
