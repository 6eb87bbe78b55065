using PlannerAndWorkers;
using TaskBoard;
using TaskBoard.Mcp;

// The same program is the servers, one process for each client, as "taskboard mcp" would be.
if (args is ["serve", var served, var agent])
{
    await BoardMcpServer.RunAsync(
        Console.OpenStandardInput(), Console.OpenStandardOutput(), new BoardMcpOptions { FindBoard = () => served, Agent = agent }, Console.Error);
    return;
}

var directory = args is [var chosen] ? chosen : Directory.CreateTempSubdirectory("taskboard-").FullName;
await using var board = await Board.CreateAsync(directory);

await using (var planner = await BoardClient.StartAsync(directory, "planner"))
{
    var plan = await planner.CallAsync("plan_tasks", Story.Plan);
    Console.WriteLine($"planner   plans {plan.GetProperty("total")} tasks in one call; ready at once: {Story.Names(plan.GetProperty("ready"))}");
}

await using var one = await BoardClient.StartAsync(directory, "worker-1");
await using var two = await BoardClient.StartAsync(directory, "worker-2");
var done = await Task.WhenAll(Story.WorkAsync(one), Story.WorkAsync(two));
Console.WriteLine($"worker-1 and worker-2 finish {done[0].Count + done[1].Count} tasks, {done[0].Concat(done[1]).Distinct().Count()} of them different ones");

await using (var third = await BoardClient.StartAsync(directory, "worker-3"))
{
    Console.WriteLine($"worker-3  claims nothing: {(await third.CallAsync("claim_task")).GetProperty("reason")}");
}

var finished = new HashSet<string>();
await foreach (var item in board.History.EventsAsync())
{
    if (item is { ToStatus: "COMPLETED", Agent: { } who })
    {
        finished.Add(who);
    }
}

Console.WriteLine($"history   names who finished them: {(finished.IsSubsetOf(["worker-1", "worker-2"]) ? "the two workers" : string.Join(", ", finished))}; "
    + $"{((await board.History.VerifyAsync()).IsIntact ? "intact" : "damaged")}");
