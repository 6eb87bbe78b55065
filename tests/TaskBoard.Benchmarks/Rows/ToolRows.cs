using System.Diagnostics;
using TaskBoard.Benchmarks.Library;
using TaskBoard.Benchmarks.Measuring;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>
/// The tools, each called through a server that is connected, on a board of a hundred tasks; in the column of the floor stands the same by the library, in this process
/// and on another copy of the board. And how soon a server answers, beside a whole command.
/// </summary>
internal static class ToolRows
{
    private const int Tasks = 100;
    private const double MostAdded = 5;
    private const double MostStart = 4;
    private const string Agent = "agent";

    private static readonly TaskId s_task = Boards.Middle(Tasks);

    public static IEnumerable<RowOf> All(Boards boards, Programs programs)
    {
        var n = 0;
        yield return Tool("board_status", _ => "{}", async board =>
        {
            await board.AgentsAsync();
            var snapshot = await board.ReadAsync();
            board.StandingOf(snapshot);
            snapshot.Check();
        });
        yield return Tool("list_tasks", _ => "{}", async board => board.StandingOf(await board.ReadAsync()));
        yield return Tool("get_task", _ => $$"""{"task":"{{s_task}}"}""", async board =>
        {
            await EventsAsync(board, new EventFilter { Task = s_task.Value, NewestFirst = true });
            await board.ExplainAsync(s_task);
        });
        yield return Tool(
            "plan_tasks", _ => """{"tasks":[{"id":"planned","title":"One more"}]}""",
            board => board.PlanAsync(new TaskPlan([new PlannedTask(null, new TaskDraft("One more") { Id = TaskId.Parse("planned") })]), Agent),
            after: board => board.RemoveAsync(TaskId.Parse("planned"), Agent));
        yield return Tool("claim_task", _ => "{}", board => board.TryClaimNextAsync(Agent, new ClaimOptions { RenewedElsewhere = true }), after: board => board.ReleaseAsync(Boards.Task(1), Agent));
        yield return Tool(
            "report_progress", i => $$"""{"claim":"{{s_task}}","percent":{{i % 100}}}""", board => board.ReportProgressAsync(s_task, ++n % 100, null, Agent),
            before: board => board.ClaimAsync(s_task, Agent, new ClaimOptions { RenewedElsewhere = true }));
        yield return Tool(
            "finish_task", _ => $$"""{"claim":"{{s_task}}","outcome":"released"}""", board => board.ReleaseAsync(s_task, Agent),
            before: ClaimAsync, after: ClaimAsync);
        yield return Tool(
            "update_task", i => $$"""{"task":"{{s_task}}","title":"Another one, {{i}}"}""", board => board.EditAsync(s_task, new TaskEdit { Title = $"Another one, {++n}" }, Agent));
        yield return Tool("task_history", _ => "{}", board => EventsAsync(board, new EventFilter { NewestFirst = true }));
        yield return Tool(
            "register_agent", i => $$"""{"focus":"the parser, {{i}}"}""", board => board.RegisterAsync(new AgentRegistration { Focus = $"the parser, {++n}" }, Agent));
        yield return Start("mcp/start", null);
        yield return Start("mcp/start/list_tasks", "list_tasks");

        static Task ClaimAsync(Board board) => board.ClaimAsync(s_task, Agent, new ClaimOptions { RenewedElsewhere = true });

        RowOf Tool(string name, Func<int, string> arguments, Func<Board, Task> library, Func<Board, Task>? before = null, Func<Board, Task>? after = null)
        {
            var row = $"mcp/{name}/{Tasks}";
            return new RowOf(row, effort => Call(row, boards, programs, effort, name, arguments, library, before, after), programs.Publish);
        }

        RowOf Start(string row, string? tool) => new(row, effort => First(row, programs, boards.Copy(Tasks), effort, tool), programs.Publish);
    }

    private static Figure Call(
        string row, Boards boards, Programs programs, Effort effort, string tool, Func<int, string> arguments, Func<Board, Task> library, Func<Board, Task>? before, Func<Board, Task>? after)
    {
        var (ours, theirs) = (boards.Copy(Tasks), boards.Copy(Tasks));
        foreach (var directory in (string[])[ours, theirs])
        {
            // What the tools add is not to drown in what the disk takes.
            File.WriteAllText(Path.Combine(directory, ".taskboard", "settings.json"), """{"durability":"buffered"}""");
        }

        using var server = new ToolServer(programs.Command, ours);
        var call = 0;
        return Task.Run(async () =>
        {
            await using var own = await Board.OpenAsync(theirs);
            await using var beside = await Board.OpenAsync(ours);
            await BothAsync(before);
            Samples floor = new(), through = new();

            // The server is compiled well only after a while.
            for (var warm = true; ; (warm, floor, through) = (false, new Samples(), new Samples()))
            {
                var time = warm ? effort.Time / 2 : effort.Time;
                for (var begun = Stopwatch.GetTimestamp(); floor.Count == 0 || (floor.Count < effort.Rounds && Stopwatch.GetElapsedTime(begun) < time);)
                {
                    var start = Stopwatch.GetTimestamp();
                    await library(own);
                    floor.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    start = Stopwatch.GetTimestamp();
                    server.Call(tool, arguments(++call));
                    through.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    await BothAsync(after);
                }

                if (!warm)
                {
                    return new Figure(row, "ms", Reading.Of(floor), Reading.Of(through), Budget.AddsBelow(MostAdded, "ms"));
                }
            }

            async Task BothAsync(Func<Board, Task>? work)
            {
                if (work is not null)
                {
                    await work(own);
                    await work(beside);
                }
            }
        }).GetAwaiter().GetResult();
    }

    private static Figure First(string row, Programs programs, string board, Effort effort, string? tool)
    {
        var (floor, ours) = (new Samples(), new Samples());
        for (var i = 0; i < effort.Starts; i++)
        {
            floor.Add(Spawn.Run([programs.Command, "list", "--json", "--board", board]));
            var start = Stopwatch.GetTimestamp();
            using var server = new ToolServer(programs.Command, board);
            if (tool is not null)
            {
                server.Call(tool, "{}");
            }

            ours.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Figure(row, "ms", Reading.Of(floor), Reading.Of(ours), Budget.TimesFloor(MostStart));
    }

    private static async Task EventsAsync(Board board, EventFilter filter)
    {
        await foreach (var _ in board.History.EventsAsync(filter))
        {
        }
    }
}
