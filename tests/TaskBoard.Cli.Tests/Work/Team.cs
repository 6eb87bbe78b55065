using System.Diagnostics;
using TaskBoard.TestKit;
using TwoAgents;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>The four workers of the example's board, each a real <c>taskboard work</c> with a script of the shell as command. Disposing kills them.</summary>
internal sealed class Team : IDisposable
{
    /// <summary>
    /// What each does: a short file in the directory that is named. Two tasks hang in their first attempt, and whoever was killed over them says in the end what it
    /// has done all the same; the master server's worker waits with another, so that the board stands still.
    /// </summary>
    private const string Script = """
        wait_to_go_on() {
          taskboard progress $TASKBOARD_CLAIM $1 --note "$2" > /dev/null
          echo waiting >&2
          while [ -e work.sh ] && [ ! -e go-on ]; do sleep 0.05; done
        }
        case $TASKBOARD_CLAIM in
          3.4#1|4.3#1)
            wait_to_go_on 40 "half of it is there"
            taskboard complete $TASKBOARD_CLAIM "too late" > late-$TASKBOARD_TASK 2>&1
            echo $? >> late-$TASKBOARD_TASK
            mv late-$TASKBOARD_TASK refused-$TASKBOARD_TASK
            exit ;;
          6.3#*)
            wait_to_go_on 70 "the rarest cases are left" ;;
        esac
        mkdir -p "$1"
        echo "$TASKBOARD_TITLE, by $TASKBOARD_AGENT" > "$1/$TASKBOARD_TASK.md"
        echo "$TASKBOARD_TITLE: works"
        """;

    private readonly TempDirectory _directory = new();
    private readonly Dictionary<string, (Process Process, Task<string> Output)> _workers = [];

    /// <summary>Where the board is.</summary>
    public string Directory => _directory["cluster"];

    /// <summary>Puts the tasks on a board whose leases are short, and lets everybody say who they are.</summary>
    public async Task PrepareAsync()
    {
        await using var board = await Board.CreateAsync(Directory);
        await File.WriteAllTextAsync(FileOf(".taskboard/settings.json"), """{ "lease": "3s" }""");
        await File.WriteAllTextAsync(FileOf("work.sh"), Script.ReplaceLineEndings("\n"));
        await board.AddAsync(Story.Tasks, "planner");
        foreach (var worker in Story.Workers)
        {
            await board.RegisterAsync(new AgentRegistration { Persona = worker.Agent, Role = worker.Role, Focus = worker.Focus, WorkingDirectory = worker.WorkingDirectory }, worker.Agent);
        }
    }

    public string FileOf(string name) => Path.Combine(Directory, name);

    /// <summary>Starts a worker under a name, and waits for the first that it says.</summary>
    public async Task StartAsync(string agent, string persona, string says)
    {
        var directory = Story.Workers.Single(w => w.Agent == persona).WorkingDirectory;
        var variables = new Dictionary<string, string>
        {
            ["TASKBOARD_AGENT"] = agent,
            ["PATH"] = $"{Path.GetDirectoryName(CliExecutable.Path)}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        var process = Child.Start(Directory, CliExecutable.Path, variables, "work", "--persona", persona, "--", "sh", "work.sh", directory);
        process.StandardInput.Close();
        _workers[agent] = (process, process.StandardOutput.ReadToEndAsync());
        await SaysAsync(agent, says);
    }

    /// <summary>Waits until a worker says something.</summary>
    public async Task SaysAsync(string agent, string text)
    {
        for (string? line; (line = await _workers[agent].Process.StandardError.ReadLineAsync()) != text;)
        {
            Xunit.Assert.True(line is not null, $"{agent} ended.");
        }
    }

    /// <summary>Kills a worker; the command that it runs is in a group of its own, and lives.</summary>
    public void Kill(string agent)
    {
        _workers[agent].Process.Kill();
        _workers.Remove(agent, out var worker);
        worker.Process.Dispose();
    }

    /// <summary>Lets those who wait go on.</summary>
    public Task GoOnAsync() => File.WriteAllTextAsync(FileOf("go-on"), "");

    /// <summary>Waits until all have ended; answers the exit code of each.</summary>
    public async Task<IReadOnlyList<int>> EndAsync()
    {
        foreach (var (process, output) in _workers.Values)
        {
            await Task.WhenAll(process.StandardError.ReadToEndAsync(), output);
            await process.WaitForExitAsync();
        }

        return [.. _workers.Values.Select(w => w.Process.ExitCode)];
    }

    /// <summary>Waits until the lease of a task is over.</summary>
    public async Task LeaseIsOverAsync(string task)
    {
        await using var board = await Board.OpenAsync(Directory);
        await UntilAsync(async () => board.StandingOf(await board.ReadAsync())[TaskId.Parse(task)].IsExpired);
    }

    /// <summary>What became of the result that a command came to after its worker was killed.</summary>
    public async Task<string> RefusalAsync(string task)
    {
        var file = FileOf($"refused-{task}");
        await UntilAsync(() => Task.FromResult(File.Exists(file)));
        return await File.ReadAllTextAsync(file);
    }

    /// <summary>The coordination document.</summary>
    public async Task<string> ReportAsync() => (await Child.RunAsync(Directory, CliExecutable.Path, "report")).Out;

    public void Dispose()
    {
        foreach (var (process, _) in _workers.Values)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        _directory.Dispose();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var never = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await look.WaitForNextTickAsync(never.Token);
        }
    }
}
