using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard query</c>.</summary>
internal static class QueryCommand
{
    private const int DefaultRows = 1000;
    private const string DefaultTimeout = "10s";

    public static CliCommand Create()
    {
        var sql = new Argument<string>("SQL") { Description = "One SELECT; - reads it from standard input." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = $"How many rows at most (default {DefaultRows}).", DefaultValueFactory = _ => DefaultRows };
        var timeout = new Option<string>("--timeout")
        {
            HelpName = "TIME",
            Description = $"How long it may take (90s, 15m; default {DefaultTimeout}).",
            DefaultValueFactory = _ => DefaultTimeout,
        };
        var parameters = DraftOptions.Repeated("--param", "NAME=TEXT", "The value of :NAME in the query; may be repeated. Without one it is NULL.");
        var command = new CliCommand("query", "Ask the history in SQL; reads only.",
            "taskboard query \"SELECT * FROM rework\"", "taskboard query - --param day=2026-11-21 < examples/audit/board-as-of-a-day.sql")
        {
            Remarks = "Views: tasks, task_status, task_dependencies, task_timeline, claims, lost_claims, failures, rework, lead_times, claim_waits,\n"
                + "agent_activity; the journal itself: events. Exit code 3: it took too long; 4: it would write, or is no single statement.",
        };
        command.Add(sql);
        command.Add(limit);
        command.Add(timeout);
        command.Add(parameters);
        return command.Running(async call =>
        {
            var options = new QueryOptions
            {
                MaxRows = call.Value(limit) is > 0 and var rows ? rows : throw CliException.Usage("--limit must be at least 1."),
                Timeout = ChosenWords.Span("--timeout", call.Value(timeout)!),
                Parameters = Pairs(call.Values(parameters)),
            };
            var text = call.Value(sql)! is "-" ? await InputText.ReadAsync(call, "query", "-").ConfigureAwait(false) : call.Value(sql)!;
            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            Boards.RemovedWork.Warn(call, board);
            await ReadingText.WarnOfUnrecordedAsync(call, board).ConfigureAwait(false);
            QueryText.Write(call, await board.History.QueryAsync(text, options, call.CancellationToken).ConfigureAwait(false));
            return ExitCode.Done;
        });
    }

    private static Dictionary<string, string> Pairs(IEnumerable<string> texts)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                throw CliException.Usage($"--param: '{text}' is not NAME=TEXT, such as day=2026-11-21.");
            }

            pairs[name.TrimStart(':')] = value;
        }

        return pairs;
    }
}
