using System.Diagnostics;
using System.Globalization;
using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Faults.Linearizability;

/// <summary>Real processes ask things of the same few tasks, some are killed; whatever they were answered must fit into one order of events per task.</summary>
[Collection(nameof(Alone))]
public sealed class RecordedClientsTests(ITestOutputHelper output)
{
    private static readonly int s_clients = LongForm.Count(4, 6);
    private const int Tasks = 3;

    /// <summary>Each leaves a question open, which may be anywhere in the order.</summary>
    private static readonly int s_mostDeaths = LongForm.Count(4, 40);

    [Fact]
    [Trait("Fault", "12")]
    public async Task All_answers_fit_into_one_legal_order_of_each_task()
    {
        using var row = FaultRow.Begin(12, "linearizability: operations of processes, some killed");
        var (seed, rounds, asked, faults) = (Seeds.Next(), 0, 0, new List<string>());
        for (var began = Stopwatch.GetTimestamp(); rounds == 0 || (LongForm.IsAsked && Stopwatch.GetElapsedTime(began) < LongForm.Time / 5); rounds++)
        {
            using var board = new TempDirectory();
            var histories = await RecordAsync(board.Path, seed + rounds);
            asked += histories.Sum(h => h.Count());
            faults.AddRange(histories.Select(h => (h.Key, Fault: LegalOrder.Missing(h))).Where(h => h.Fault is not null).Select(h => $"{h.Key} (seed {seed + rounds}): {h.Fault}"));
            faults.AddRange(await BoardReferee.CheckAsync(board.Path));
        }

        row.End(asked, faults.Count);
        output.WriteLine($"seed {seed}: {asked} operations of {s_clients} processes in {rounds} rounds, {faults.Count} faults");
        Assert.True(faults.Count == 0, $"TASKBOARD_TEST_SEED={seed}:\n{string.Join('\n', faults)}");
    }

    private static async Task<ILookup<string, Operation>> RecordAsync(string directory, int seed)
    {
        await using (var board = await Board.CreateAsync(directory))
        {
            await board.AddAsync([.. Enumerable.Range(1, Tasks).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}") })], "planner");
        }

        using var logs = new TempDirectory();
        var (random, hired, deaths, lines) = (new Random(seed), 0, 0, 0);
        using var crew = new WorkerCrew(directory, logs.Path, $"{seed}", $"{LongForm.Count(40, 300)}", $"{Tasks}") { Verb = "record" };
        while (hired < s_clients)
        {
            crew.Start($"client-{++hired}");
        }

        while (await crew.NextAsync() is not null)
        {
            if (++lines % 30 == 0 && deaths < s_mostDeaths)
            {
                // Somebody dies with a question open, and another takes its place.
                crew.Kill(crew.Agents[random.Next(crew.Agents.Count)]);
                crew.Start($"client-{++hired}");
                deaths++;
            }
        }

        return Directory.GetFiles(logs.Path).SelectMany(Read).ToLookup(o => o.Task, o => o.Operation);
    }

    private static IEnumerable<(string Task, Operation Operation)> Read(string log)
    {
        var lines = File.ReadAllLines(log).Select(l => l.Split(' ')).ToArray();
        var answers = lines.Where(w => w is ["end", _, _, _, _, _, _]).ToDictionary(w => w[1], w => new Answer(Number(w[2]), w[3], w[4], (int)Number(w[5]), w[6]));
        return lines.Where(w => w is ["begin", _, _, _, _, _])
            .Select(w => (w[4], new Operation(Path.GetFileName(log), w[3], (int)Number(w[5]), Number(w[2]), answers.GetValueOrDefault(w[1]))));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
