using System.Text;
using System.Text.Json;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Checks what callers ask for before the board is looked at.</summary>
internal static class Requests
{
    private const int MaxName = 200;

    /// <summary>Refuses what is wrong, all at once.</summary>
    /// <exception cref="InvalidRequestException">There is a fault.</exception>
    public static void Refuse(IReadOnlyCollection<string> faults, string? task = null)
    {
        if (faults.Count > 0)
        {
            throw new InvalidRequestException(string.Join(" ", faults), task);
        }
    }

    /// <summary>Who changes the board must be named.</summary>
    public static void CheckAgent(ChangeBy by) => Refuse(NameFaults("The name of the agent", by.Agent).ToArray());

    /// <summary>What is wrong with the name of an agent or a persona.</summary>
    public static IEnumerable<string> NameFaults(string what, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return $"{what} must not be empty.";
        }
        else if (name.Any(char.IsControl) || !IsOneLine(name))
        {
            yield return $"{what} must be one line without control characters.";
        }
        else if (name.Length > MaxName)
        {
            yield return $"{what} has at most {MaxName} characters; this one has {name.Length}.";
        }
    }

    /// <summary>What is wrong with a title.</summary>
    public static IEnumerable<string> TitleFaults(string? title)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            yield return "A title must not be empty.";
        }
        else if (!IsOneLine(title))
        {
            yield return "A title is one line; put the rest into the description.";
        }
    }

    /// <summary>What is wrong with a list of words or paths.</summary>
    public static IEnumerable<string> ListFaults(string what, IEnumerable<string> list) =>
        list.Any(string.IsNullOrWhiteSpace) ? [$"{what} must not be empty."] : [];

    /// <summary>What is wrong with a number of attempts.</summary>
    public static IEnumerable<string> AttemptsFaults(int? attempts) => attempts < 1 ? [$"The number of attempts is at least 1, not {attempts}."] : [];

    /// <summary>What is wrong with a percentage.</summary>
    public static IEnumerable<string> PercentFaults(int? percent) => percent is < 0 or > 100 ? [$"Progress goes from 0 to 100; {percent} does not."] : [];

    /// <summary>What is wrong with a note.</summary>
    public static IEnumerable<string> NoteFaults(string? note) => note is not null && string.IsNullOrWhiteSpace(note) ? ["A note must not be empty."] : [];

    /// <summary>What is wrong with the length of a lease.</summary>
    public static IEnumerable<string> LeaseFaults(TimeSpan? lease) =>
        lease < TimeSpan.FromSeconds(1) || lease > TimeSpan.FromDays(30) ? [$"A lease lasts 1 s to 30 days, not {WordOf(lease!.Value)}."] : [];

    /// <summary>What is wrong with the longest run of a claim.</summary>
    public static IEnumerable<string> RunFaults(TimeSpan? run) =>
        run < TimeSpan.FromSeconds(1) || run > TaskItem.LongestSpan ? [$"The longest run of a claim is 1 s to 365 days, not {WordOf(run!.Value)}."] : [];

    /// <summary>As people write it, where they could have.</summary>
    private static string WordOf(TimeSpan span) => span >= TimeSpan.Zero && span.Ticks % TimeSpan.TicksPerSecond == 0 ? span.ToWord() : span.ToString();

    /// <summary>What is wrong with how long a task rests after a failure.</summary>
    public static IEnumerable<string> RestFaults(TimeSpan? delay, TimeSpan? longest)
    {
        foreach (var rest in new[] { delay, longest }.Where(rest => rest < TimeSpan.Zero || rest > TaskItem.LongestSpan))
        {
            yield return $"A task rests 0 s to 365 days after a failure, not {WordOf(rest!.Value)}.";
        }

        if (longest < delay)
        {
            yield return $"The longest rest after a failure ({longest.Value.ToWord()}) is less than the first ({delay!.Value.ToWord()}).";
        }
    }

    /// <summary>What is wrong with a line of text that may be missing.</summary>
    public static IEnumerable<string> LineFaults(string what, string? line) =>
        line is null || (IsOneLine(line) && !line.Any(char.IsControl)) ? [] : [$"{what} must be one line without control characters."];

    /// <summary>What is wrong with a result.</summary>
    public static IEnumerable<string> ResultFaults(TaskResult? result)
    {
        if (result is null)
        {
            yield break;
        }

        if (result.Summary is null)
        {
            yield return "The summary of a result must not be null.";
        }

        if (result.Evidence is { } evidence && Compact(evidence) is null)
        {
            yield return "The evidence of a result must be JSON.";
        }
    }

    /// <summary>The compact form of a JSON value; null: the text is none.</summary>
    public static string? Compact(string json)
    {
        try
        {
            using var _ = JsonDocument.Parse(json);
            return JsonText.Compact(Encoding.UTF8.GetBytes(json));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsOneLine(string text) => text.AsSpan().IndexOfAny("\r\n\u0085\u2028\u2029") < 0;
}
