using TaskBoard;
using TwoAgents;

// Two processes share a directory and finish one board. Process A runs the coordinator and the master-server worker, process B the chunk-server
// and the client worker. In the middle process B hangs with a task in hand and is killed; a successor under the same names goes on. And
// somebody edits tasks.json by hand.
if (args is ["worker", var boardDirectory, var agents, .. var rest])
{
    await WorkerProcess.RunAsync(boardDirectory, agents.Split(','), rest is [var hangsAt] ? hangsAt : null);
    return 0;
}

var directory = args is [var named] ? Path.GetFullPath(named) : Directory.CreateTempSubdirectory("taskboard-two-agents-").FullName;
return await new Show(directory, Console.Out).RunAsync() ? 0 : 1;
