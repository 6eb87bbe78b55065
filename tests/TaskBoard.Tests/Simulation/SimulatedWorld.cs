using System.Text;
using TaskBoard.Files;
using TaskBoard.Rules;
using TaskBoard.Tests.Simulation.Omissions;

namespace TaskBoard.Tests.Simulation;

/// <summary>
/// A machine with one board, agents that work on it through the real code of turns, people who save <c>tasks.json</c> whenever they like, and
/// a script that follows the protocol. Processes die and stall at any step. Everything follows from one seed.
/// </summary>
internal sealed partial class SimulatedWorld : IDisposable
{
    private readonly List<string> _violations = [];
    private readonly List<Answered> _answered = [];
    private int _agents;
    private int _tokens;

    /// <param name="seed">Everything follows from it.</param>
    /// <param name="omitted">What is left out, to see that it is missed.</param>
    /// <param name="made">What the world is made for, so that it matters there; null: what is left out.</param>
    public SimulatedWorld(int seed, Omission omitted = Omission.Nothing, Omission? made = null)
    {
        Omitted = omitted;
        Seed = seed;
        Random = new Random(seed);
        Roughness = OmissionWorlds.For(made ?? omitted, WorldSettings.Pick(Random));
        Scheduler = new Scheduler(Random, Roughness.Scheduler);
        Clock = new SimulatedClock(Scheduler);
        Files = new SimulatedFiles(Clock.GetUtcNow, Roughness.ClockTick, Roughness.ReuseInodes);
        Database = new SimulatedDatabase(Files, Paths.History) { Watch = new LeaseWatch(this).Look };
        Files.MakeDirectory("/");
        Files.MakeDirectory(Paths.Directory);
        Files.Write(Files.Create(Paths.Board, 0x1A4)!, Encoding.UTF8.GetBytes(FirstBoard()));
        Files.FlushAll();
        Scheduler.Pass(TimeSpan.FromSeconds(Random.Next(2)));
        Scheduler.OnPowerCut = CutPower;
    }

    public int Seed { get; }

    /// <summary>What is left out.</summary>
    public Omission Omitted { get; }

    public Random Random { get; }

    public WorldSettings Roughness { get; }

    public Scheduler Scheduler { get; }

    public SimulatedClock Clock { get; }

    public SimulatedFiles Files { get; }

    public SimulatedDatabase Database { get; }

    public ProcessTable Processes { get; } = new();

    public BoardPaths Paths { get; } = new("/board");

    /// <summary>What agents were answered.</summary>
    public List<Acknowledged> Acknowledged { get; } = [];

    /// <summary>What was on record when somebody was answered.</summary>
    public IReadOnlyList<Answered> Answered => _answered;

    /// <summary>What agents were told did not happen.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>What people saved.</summary>
    public List<Save> Saves { get; } = [];

    /// <summary>The histories that were taken away.</summary>
    public List<PastEra> PastEras { get; } = [];

    /// <summary>All histories, the present one last.</summary>
    public IEnumerable<JournalState> Histories => PastEras.Select(e => e.Journal).Append(Database.Committed);

    /// <summary>The history before the power was cut, or a history was taken away, for the first time; null: neither has happened.</summary>
    public JournalState? Unharmed { get; private set; }

    /// <summary>Words of acknowledged changes that a person's save took from the file.</summary>
    public HashSet<string> TakenBack { get; } = [];

    /// <summary>How often the history began anew.</summary>
    public int Era => PastEras.Count;

    /// <summary>Whether a living script holds the visible lock.</summary>
    public bool ScriptsTurn { get; set; }

    /// <summary>What was seen to be wrong while it ran.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Lets everything happen, then lets everybody finish and takes two last turns in peace.</summary>
    public void Run()
    {
        for (var i = 0; i < Roughness.Agents; i++)
        {
            new SimulatedAgent(this, $"agent-{++_agents}", Random.Next(2, 6)).Start();
        }

        AddBystanders();
        Scheduler.Run();
        Scheduler.Calm = true;
        Scheduler.FinishBystanders();
        Scheduler.Pass(TimeSpan.FromSeconds(1));
        new SimulatedAgent(this, "last", 0).StartTurns(3);
        Scheduler.Run();
    }

    /// <summary>A word that nobody used before, to recognise what became of one change.</summary>
    public string NewToken(string kind) => $"{kind}{++_tokens}";

    /// <summary>Something is wrong.</summary>
    public void Violate(string what)
    {
        Scheduler.Note("REFEREE", what);
        _violations.Add(what);
    }

    public void Dispose() => Scheduler.Dispose();

    /// <summary>Somebody was answered, whatever the answer was: with a change, that it was done already, or a refusal.</summary>
    /// <param name="saw">What was on record as their turn left it.</param>
    public void Answer(JournalState? saw)
    {
        if (saw?.Events is [.., var last])
        {
            _answered.Add(new Answered(Era, saw.Events.Count, last.Hash));
        }
    }

    /// <summary>The history is taken away: what counts of the past from now on is what the file says.</summary>
    /// <param name="past">What remains on record of it.</param>
    public void BeginEra(JournalState past)
    {
        Unharmed ??= past;
        PastEras.Add(new PastEra(past, Encoding.UTF8.GetString(Files.At(Paths.Board)?.Content ?? [])));
    }

    /// <summary>A person replaced what stood in the file. Before the next history begins nothing else holds what that was.</summary>
    public void Replaced(byte[] text)
    {
        if (PastEras.Count > 0 && Database.Committed.Commits.Count == 0)
        {
            PastEras[^1] = PastEras[^1] with { Board = Encoding.UTF8.GetString(text) };
        }
    }

    private void AddBystanders()
    {
        for (var i = 0; i < Roughness.People; i++)
        {
            Scheduler.Add(new SimulatedPerson(this, $"person-{i + 1}").Saves(Random.Next(1, 5)));
        }

        if (Roughness.Script)
        {
            Scheduler.Add(new SimulatedScript(this).Edits(Random.Next(1, 3)));
        }

        if (Roughness.Stamper)
        {
            Scheduler.Add(new SimulatedStamper(this).Stamps(Random.Next(20, 60)));
        }

        if (Roughness.Cleaner)
        {
            Scheduler.Add(new SimulatedCleaner(this).Deletes());
        }

        if (Roughness.ClockIsSet)
        {
            Scheduler.Add(new SimulatedClockSetter(this).Sets());
        }
    }

    private void CutPower()
    {
        var existed = Database.Exists;
        Unharmed ??= Database.Committed;
        Files.CutPower(Random);
        Database.CutPower(Random);
        Scheduler.Pass(TimeSpan.FromSeconds(5));
        Processes.Restart(Scheduler.Now);
        Scheduler.Pass(TimeSpan.FromSeconds(5));
        ScriptsTurn = false;
        foreach (var path in new[] { Paths.Lock, Path.Combine(Paths.Private, "lock-break") })
        {
            // A script that lived through this knows its own lock, also where a breaker had it in hand; no program could.
            if (Files.At(path) is { IsByHand: true })
            {
                Files.Unbind(path);
            }
        }

        if (existed && !Database.Exists)
        {
            // Nothing in it can have been acknowledged, so nothing of it counts as recorded; whoever was answered was refused.
            _answered.RemoveAll(a => a.Era == Era);
            BeginEra(new JournalState());
        }

        foreach (var save in Saves.Where(s => !s.IsFlushed && !s.Overwritten && !IsKept(s)))
        {
            save.Overwritten = true;
            Scheduler.Note("POWER", $"took save {save.Marker}");
        }

        AddBystanders();
    }

    private bool IsKept(Save save) =>
        Files.Holds(Paths.Board, save.Quoted)
        || Database.Committed.Commits.Any(c => Files.At(Paths.SwapOf(c.Number)) is { IsByHand: true } && Files.Holds(Paths.SwapOf(c.Number), save.Quoted))
        || Histories.Any(h => h.Events.Any(e => e.Changes?.Contains(save.Quoted, StringComparison.Ordinal) ?? false));

    private string FirstBoard()
    {
        var tasks = Enumerable.Range(1, Random.Next(1, 5)).Select(i => $$"""{ "id": "t{{i}}", "description": "Task {{i}}", "status": "PENDING" }""");
        var array = $"[\n  {string.Join(",\n  ", tasks)}\n]";
        return Random.Next(3) == 0 ? $"{{\n \"project\": \"simulated\",\n \"tasks\": {array}\n}}\n" : array + "\n";
    }
}

/// <summary>A change that was answered as done.</summary>
/// <param name="Agent">To whom.</param>
/// <param name="Token">The word in it.</param>
/// <param name="Revision">The revision named.</param>
/// <param name="Changed">Whether it changed the board then (it had not been done already).</param>
/// <param name="AlreadyDone">It was answered that the state asked for was there already.</param>
/// <param name="HasToken">Whether the word came onto the board by it.</param>
internal sealed record Acknowledged(string Agent, string Token, long Revision, bool Changed, bool AlreadyDone, bool HasToken);

/// <summary>What was on record when somebody was answered.</summary>
/// <param name="Era">In which history: how many there had been before.</param>
/// <param name="Events">How many events.</param>
/// <param name="Hash">The hash of the last of them, and so of all.</param>
internal sealed record Answered(int Era, int Events, string Hash);

/// <summary>A history that was taken away.</summary>
/// <param name="Journal">What it held.</param>
/// <param name="Board">The file in that moment, or as a person replaced it before the next history began.</param>
internal sealed record PastEra(JournalState Journal, string Board);

/// <summary>A save of a person or script.</summary>
/// <param name="Marker">The property that it added.</param>
/// <param name="Who">Who saved.</param>
internal sealed class Save(string marker, string who)
{
    public string Marker => marker;

    public string Who => who;

    /// <summary>The property's name as it stands in JSON.</summary>
    public string Quoted { get; } = $"\"{marker}\"";

    /// <summary>Whether its editor made it durable.</summary>
    public bool IsFlushed { get; set; }

    /// <summary>Another save replaced it before TaskBoard could see it, or a power cut took what was not flushed: nobody can keep that.</summary>
    public bool Overwritten { get; set; }

    /// <summary>The task whose state it changed on purpose; null: none.</summary>
    public string? ChangedState { get; init; }
}
