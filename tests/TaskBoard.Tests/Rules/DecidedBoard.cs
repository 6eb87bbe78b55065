using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Tests.Rules;

/// <summary>A board that lives by decisions alone: no file, no history database, a clock that is moved by hand.</summary>
internal sealed class DecidedBoard
{
    private readonly Dictionary<string, int> _issued = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private readonly Random _random;

    /// <param name="tasks">The tasks as JSON objects.</param>
    public DecidedBoard(params string[] tasks)
        : this(7, tasks)
    {
    }

    public DecidedBoard(int seed, params string[] tasks)
    {
        _random = new Random(seed);
        Content = new BoardContent(tasks.Select(t => TaskContent.FromJson(JsonText.Text(TaskContent.FromJson("", t)["id"])!, t)).ToArray());
    }

    public BoardContent Content { get; set; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public TimeSpan SinceBoot { get; set; } = TimeSpan.FromHours(1);

    public string BootId { get; set; } = "boot-1";

    public BoardSettings Settings { get; set; } = new(TimeSpan.FromMinutes(15), 3, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10), 20);

    public IReadOnlyDictionary<string, Lease> Leases => _leases;

    public TaskItem this[string id] => Content.Find(id)?.Item ?? throw new InvalidOperationException($"No task {id}.");

    public BoardView View => new(Content, _leases, Now, BootId, SinceBoot, Settings,
        id => _issued.TryGetValue(id, out var attempt) ? attempt : Content.Find(id) is null ? null : 0, _random.Next);

    /// <summary>Applies an operation as a turn does.</summary>
    public Decision Do(BoardOperation operation)
    {
        var decision = operation(View);
        foreach (var (id, lease) in decision.Leases)
        {
            if (lease is null)
            {
                _leases.Remove(id);
            }
            else
            {
                _leases[id] = lease;
            }
        }

        Content = decision.After;
        foreach (var task in Content.Tasks)
        {
            _issued[task.Key] = Math.Max(_issued.GetValueOrDefault(task.Key), task.Item.Attempts);
        }

        return decision;
    }

    public void Pass(TimeSpan time)
    {
        Now += time;
        SinceBoot += time;
    }

    public ClaimHandle Claim(string id, string agent) => Do(Operations.Claim(TaskId.Parse(id), agent, new())).Claim!.Value;

    public Decision ClaimNext(string agent, ClaimOptions? options = null) => Do(Operations.ClaimNext(agent, options ?? new()));

    public Decision Complete(string id, string agent) => Do(Operations.Complete(TaskId.Parse(id), null, agent));

    public Decision Edit(string id, TaskEdit edit, string agent = "lead") => Do(Operations.Edit(TaskId.Parse(id), edit, agent));

    public IReadOnlyList<string> Ready() => Readiness.Ready(View, Content);

    public IReadOnlyList<string> HeldBackBy(string id) => [.. Readiness.HeldBackBy(Content, Content.Find(id)!, Now).Select(reason => reason.Text)];

    /// <summary>A task written by hand.</summary>
    public static string Task(string id, string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","title":"Task {{id}}"{{(more.Length > 0 ? "," + more : "")}}}""");
}
