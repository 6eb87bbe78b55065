using TaskBoard;

await using var board = await Board.CreateAsync("work");
await board.AddAsync(new TaskDraft("Parse the header") { Priority = TaskPriority.High }, by: "planner");

await using var claim = await board.TryClaimNextAsync("agent-1");   // null: nothing is ready
if (claim is not null)
{
    await claim.ReportProgressAsync(50, "magic number checked");
    await claim.CompleteAsync("parsed, 12 tests");
}

await foreach (var item in board.History.EventsAsync())
{
    Console.WriteLine($"{item.Sequence} {item.Event} {item.Agent}: {item.Details}");
}
