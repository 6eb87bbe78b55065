using System.Text.Json;
using TaskBoard.Rules;

namespace TaskBoard.Mcp.Answers;

/// <summary>
/// What the sentences of an answer quote. A text of a board may pretend to be an instruction, so that no sentence of this server holds one: where a sentence quotes,
/// it has a number in braces, and the text stands under <c>quoted</c>, the first being number 1. Ids and names in which no more than one word can stand are left in
/// their sentences (<see cref="Sentence.IsName"/>).
/// </summary>
internal sealed class Quotations
{
    private readonly List<string> _quoted;

    /// <param name="known">What an answer quotes already; null: nothing.</param>
    public Quotations(IEnumerable<string>? known = null) => _quoted = [.. known ?? []];

    /// <summary>Whether anything was quoted.</summary>
    public bool Any => _quoted.Count > 0;

    /// <summary>A sentence without what it quotes.</summary>
    public string Of(Sentence sentence) => sentence.OwnWords(_quoted);

    /// <summary>Sentences without what they quote.</summary>
    public IEnumerable<string> Of(IEnumerable<Sentence> sentences) => sentences.Select(Of);

    /// <summary>Writes a task with what is said about it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="standing">Where it stands; null: not known.</param>
    /// <param name="without">A property that is left out; null: none.</param>
    public void WriteTask(Utf8JsonWriter writer, TaskItem task, TaskStanding? standing, string? without = null) =>
        writer.WriteTask(task, standing, Of(standing?.Said ?? []), Of(task.Problems.Select(p => p.Said)), without: without);

    /// <summary>Writes a task with what is said about it, and what is quoted there.</summary>
    public static void WriteTaskAlone(Utf8JsonWriter writer, TaskItem task, TaskStanding? standing)
    {
        var quoted = new Quotations();
        writer.WriteTask(task, standing, quoted.Of(standing?.Said ?? []), quoted.Of(task.Problems.Select(p => p.Said)), () => quoted.Write(writer));
    }

    /// <summary>Writes what was quoted, where anything was.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (Any)
        {
            writer.WriteStrings("quoted", _quoted);
        }
    }
}
