using System.Text.Json;
using static TaskBoard.Cli.Input.JsonValues;

namespace TaskBoard.Cli.Input;

/// <summary>
/// A plan as JSON: an array of tasks, or an object with <c>tasks</c>, by the property names of <c>tasks.json</c>; <c>key</c> is what a task is
/// called within the plan. Everything that cannot be read is kept as a problem with its place, so that all is told at once.
/// </summary>
internal sealed class JsonPlan
{
    private readonly string _text;
    private readonly List<PlanProblem> _problems = [];
    private readonly List<string> _warnings = [];
    private JsonPlaces? _places;

    private JsonPlan(string text) => _text = text;

    /// <summary>What could be read.</summary>
    public TaskPlan Plan { get; private set; } = new([]);

    /// <summary>What could not.</summary>
    public IReadOnlyList<PlanProblem> Problems => _problems;

    /// <summary>What whoever plans should know all the same.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads a plan.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="source">Its name in messages.</param>
    public static JsonPlan Read(string text, string source)
    {
        using var document = Document(text, source, "plan");
        var plan = new JsonPlan(text);
        var root = document.RootElement;
        var tasks = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("tasks", out var inner) ? inner : root;
        if (tasks.ValueKind != JsonValueKind.Array)
        {
            throw CliException.Usage($"plan {source}: expected an array of tasks, or an object with \"tasks\". 'taskboard plan --help' shows one.");
        }

        if (root.ValueKind == JsonValueKind.Object && root.EnumerateObject().Select(p => p.Name).Where(n => n is not ("tasks" or "$schema")).ToList() is { Count: > 0 } others)
        {
            plan._warnings.Add($"Beside \"tasks\", nothing of a plan is looked at: {string.Join(", ", others.Select(n => $"'{n}'"))} was left out.");
        }

        plan.Plan = new TaskPlan(tasks.EnumerateArray().Select(plan.Task).ToValueList());
        return plan;
    }

    /// <summary>Problems with their places in the text.</summary>
    public IReadOnlyList<InputProblem> Placed(IEnumerable<PlanProblem> problems)
    {
        _places ??= new JsonPlaces(_text);
        return problems.Select(p => (Problem: p, Place: _places.Of(p.Task, p.Property, p.Element)))
            .OrderBy(p => p.Place)
            .Select(p => new InputProblem(p.Place.Line, p.Place.Column, p.Problem.Name, p.Problem.Message))
            .ToList();
    }

    private PlannedTask Task(JsonElement task, int place)
    {
        if (task.ValueKind != JsonValueKind.Object)
        {
            _problems.Add(new PlanProblem(place, "Every task is an object with a title."));
            return new PlannedTask(null, new TaskDraft("-"));
        }

        var (key, draft, others, seen, wrong) = ((string?)null, new TaskDraft(""), new List<KeyValuePair<string, string>>(), new HashSet<string>(StringComparer.Ordinal), new List<PlanProblem>());
        foreach (var property in task.EnumerateObject())
        {
            try
            {
                if (!seen.Add(property.Name))
                {
                    throw CliException.Usage($"'{property.Name}' stands twice.");
                }

                if (property.Name == "subtasks" && property.Value.ValueKind == JsonValueKind.Array && property.Value.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.Object))
                {
                    throw CliException.Usage("Subtasks are tasks of the plan as well: write them beside this one, each with \"parent\".");
                }

                (key, draft) = property switch
                {
                    { Name: "key" or "id", Value.ValueKind: JsonValueKind.Null } => (key, draft),
                    { Name: "key" } => (Key(property.Value), draft),
                    _ => (key, JsonDrafts.With(draft, property.Name, property.Value, others)),
                };
            }
            catch (CliException e)
            {
                wrong.Add(new PlanProblem(place, char.ToUpperInvariant(e.Message[0]) + e.Message[1..]) { Property = property.Name });
            }
        }

        draft = JsonDrafts.Titled(draft) with { Properties = others.ToValueList() };
        var name = key ?? draft.Id?.Value ?? (draft.Title.Length > 0 ? draft.Title : null);
        _problems.AddRange(wrong.Select(p => p with { Name = name }));
        return new PlannedTask(key, draft);
    }

    private static string Key(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text("key", value);
}
