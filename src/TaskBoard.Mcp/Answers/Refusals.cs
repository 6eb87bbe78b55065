using System.Text.Json;
using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Transport;

namespace TaskBoard.Mcp.Answers;

/// <summary>
/// Turns what was thrown into an answer that a model can act on: the code, what happened, what is allowed now. The sentences are the server's own; what a board's text
/// may be part of stands in fields of its own.
/// </summary>
internal static class Refusals
{
    private const int MostListed = 20;

    /// <summary>The answer.</summary>
    public static CallToolResult Of(Exception exception, ServerLog log)
    {
        switch (exception)
        {
            case ToolRefusal e:
                return Answer(e.Code, e.Message, e.Allowed, (writer, _) => List(writer, "problems", e.Problems), e.Problems.Count);
            case BoardException e:
                return Of(e);
            default:
                log.Write($"This is a bug: {exception}");
                return Answer(BoardErrorCodes.Bug, "This is a bug in taskboard; nothing is known of what was done. Look at the board before you try again.", ["board_status", "get_task"], null);
        }
    }

    private static CallToolResult Of(BoardException exception) => exception switch
    {
        TransitionRefusedException e => Of(e, "The state of this task does not allow it; nothing was changed.", RefusedState.AllowedAs(e.Allowed), (writer, _) =>
        {
            writer.WriteString("status", e.State.ToWord());
            writer.WriteText("assigned_to", e.AssignedTo);
        }),
        ClaimLostException e => Of(
            e,
            "You do not hold this task, or not by this claim: nothing was changed. If you were working on it, stop; what is in your files is yours.",
            ["claim_task", "get_task"],
            (writer, _) =>
            {
                writer.WriteText("held_by", e.HeldBy);
                writer.WriteNumber("attempt", e.Attempt);
                writer.WriteText("since", e.Since?.ToText());
            }),
        TaskNotReadyException e => Of(e, "This task cannot be claimed now; nothing was changed. 'reasons' says what holds it back.", ["claim_task without 'task'", "get_task", "list_tasks"],
            (writer, quoted) => List(writer, "reasons", quoted.Of(e.Said))),
        EvidenceRequiredException e => Of(e, "This board takes no completion of such a task without evidence that 'acceptance' is met; nothing was changed.", ["finish_task with 'evidence'"],
            (writer, _) => List(writer, "acceptance", e.Acceptance)),
        TaskHeldException e => Of(e, "What stands in tasks.json of this task cannot be worked with; nothing was changed. A person mends it in the file.", ["claim_task", "list_tasks"],
            (writer, quoted) => List(writer, "problems", quoted.Of(e.Problems.Select(p => p.Said)))),
        TaskNotFoundException e => Of(e, "There is no such task on this board. Ids are exact: no prefixes.", ["list_tasks"], null),
        AmbiguousTaskIdException e => Of(e, "That fits several tasks. Ids are exact: no prefixes.", ["list_tasks"], (writer, _) => List(writer, "candidates", e.Candidates)),
        TaskExistsException e => Of(e, "This id is taken; nothing was changed.", ["another id, or none"], null),
        DependencyCycleException { IsOwnParent: true } e => Of(e, "A task cannot be its own parent; nothing was changed.", ["another 'parent', or none"], null),
        DependencyCycleException e => Of(e, "That would close a cycle of dependencies; nothing was changed.", ["fewer dependencies"], (writer, _) => List(writer, "cycle", e.Cycle)),
        InvalidPlanException e => Of(
            e, $"Nothing of the plan was added: {e.Problems.Count} to mend{(e.Problems.Count > MostListed ? $", the first {MostListed} in 'problems'" : "")}.", ["plan_tasks with the plan mended"], (writer, quoted) => WriteProblems(writer, e, quoted), e.Problems.Count),
        RequestKeyReusedException e => Of(e, "This request key was used for another request; nothing was changed.", ["the first request unchanged", "a new request_key"],
            (writer, _) => writer.WriteNumber("revision", e.Revision)),
        BoardNotFoundException e => Of(e, "There is no board in that directory. A person makes one there with the command 'taskboard init'.", ["another 'board'"], null),
        PersonaNotFoundException e => Of(e, "There is no such persona on this board; nothing was changed.", ["the call without 'persona'", "the persona under 'meant', where there is one"],
            (writer, _) => writer.WriteText("meant", e.Meant)),
        PersonaUnreadableException e => Of(e, "What describes this persona cannot be used; nothing was changed. A person mends what 'problems' names.", ["the call with another 'persona'"],
            (writer, quoted) => List(writer, "problems", [quoted.Of(Rules.Sentence.WithMarks(e.Fault))])),
        BoardLockedException e => Of(e, "The board's lock was not obtained in time, because somebody else holds it; nothing was changed.", Next(e.Kind), (writer, _) =>
        {
            writer.WriteText("held_by", e.HeldBy is { } holder ? ShortText.Of(holder, 200) : null);
            writer.WriteText("since", e.Since?.ToText());
        }),
        BoardUnreadableException e => Of(e, UnreadableFile, Next(e.Kind), (writer, quoted) => List(writer, "problems", quoted.Of(e.Problems.Select(p => p.Said)))),
        SettingsUnreadableException e => Of(e, "The settings of this board cannot be used; nothing is changed on it until a person has mended them.", Next(e.Kind),
            (writer, quoted) => List(writer, "problems", quoted.Of(e.Problems.Select(p => p.Said)))),

        // What is said of a request quotes whoever made it; of files and of the history, only what stands in quotation marks.
        InvalidRequestException e => Of(e, SentenceOf(e.Kind), Next(e.Kind), (writer, quoted) => Detail(writer, quoted, e.Said)),
        _ => Of(exception, SentenceOf(exception.Kind), Next(exception.Kind), (writer, quoted) => Detail(writer, quoted, Rules.Sentence.WithMarks(exception.Message))),
    };

    private const string UnreadableFile = "tasks.json cannot be read; nothing was changed. A person mends what 'problems' names.";

    private static void Detail(Utf8JsonWriter writer, Quotations quoted, Rules.Sentence detail) => writer.WriteString("detail", ShortText.Of(quoted.Of(detail), 1000));

    private static string SentenceOf(BoardErrorKind kind) => kind switch
    {
        BoardErrorKind.Usage => "This request makes no sense; nothing was changed. 'detail' says why.",
        BoardErrorKind.Refused => "The board refuses it; nothing was changed. 'detail' says why.",
        BoardErrorKind.Locked => "The board's lock was not obtained, or was taken away; nothing was changed.",
        BoardErrorKind.Unreadable => "The board or its history cannot be read; nothing was changed. A person has to mend what 'detail' names.",
        BoardErrorKind.NotFound => "What was named is not there; nothing was changed. 'detail' says more.",
        BoardErrorKind.TimedOut => "It took longer than it may; nothing was changed.",
        _ => "It could not be done. 'detail' says why.",
    };

    private static string[] Next(BoardErrorKind kind) => kind switch
    {
        BoardErrorKind.Locked or BoardErrorKind.TimedOut => ["the same call again, later"],
        BoardErrorKind.Unreadable => ["board_status"],
        BoardErrorKind.Failed => ["board_status", "the same call again with the same request_key"],
        _ => ["the call with what 'detail' names mended"],
    };

    private static CallToolResult Of(BoardException exception, string message, IReadOnlyList<string> allowed, Action<Utf8JsonWriter, Quotations>? more, int total = 0) => Answer(
        exception.Code,
        message,
        allowed,
        (writer, quoted) =>
        {
            if (exception.Task is { } task)
            {
                // Not "task": that is an object in the schemas of most answers.
                writer.WriteString("task_id", ShortText.Of(task, TaskId.MaxLength));
            }

            more?.Invoke(writer, quoted);
        },
        total);

    /// <summary>A refusal keeps to the schema of its tool's answers as well: there are clients that show their model nothing of what does not.</summary>
    private static CallToolResult Answer(string code, string message, IReadOnlyList<string> allowed, Action<Utf8JsonWriter, Quotations>? more, int total = 0)
    {
        var quoted = new Quotations();
        return ToolAnswer.Refusal(
            message,
            writer =>
            {
                writer.WriteString("code", code);
                writer.WriteString("message", message);
                writer.WriteStrings("allowed", allowed);
                more?.Invoke(writer, quoted);
                writer.WriteNumber("total", total);
                writer.WriteNull("next");
            },
            quoted);
    }

    private static void List(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        if (all.Count > 0)
        {
            writer.WriteStrings(name, all.Take(MostListed).Select(t => ShortText.Of(t, 500)));
        }
    }

    private static void WriteProblems(Utf8JsonWriter writer, InvalidPlanException exception, Quotations quoted)
    {
        writer.WriteStartArray("problems");
        foreach (var problem in exception.Problems.Take(MostListed))
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", problem.Task);
            writer.WriteText("key", problem.Name is { } name ? ShortText.Of(name, 200) : null);
            writer.WriteText("property", problem.Property);
            writer.WriteString("problem", ShortText.Of(quoted.Of(problem.Said), 300));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
