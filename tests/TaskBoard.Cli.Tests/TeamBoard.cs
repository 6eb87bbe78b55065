using Microsoft.Data.Sqlite;
using TaskBoard.Cli.Terminal;
using TaskBoard.TestKit;

namespace TaskBoard.Cli.Tests;

/// <summary>A board of four workers in the middle of their work, on a machine that stands still.</summary>
internal sealed class TeamBoard : IDisposable
{
    private readonly TempDirectory _directory = new();

    private TeamBoard() => Cli = new CliRun(_directory["team"]);

    public CliRun Cli { get; }

    public string Directory => _directory["team"];

    public static async Task<TeamBoard> CreateAsync()
    {
        var board = new TeamBoard();
        System.IO.Directory.CreateDirectory(Path.Combine(board.Directory, "personas"));
        await File.WriteAllTextAsync(Path.Combine(board.Directory, "tasks.json"), """
            [{"id":"2","title":"Master server","persona":"master-server","labels":["milestone:alpha"],"paths":["master/"]},
             {"id":"2.1","title":"inode table","persona":"master-server","parent":"2","paths":["master/inodes/"]},
             {"id":"2.2","title":"directory tree","persona":"master-server","parent":"2","depends_on":["2.1"],"paths":["master/tree/"]},
             {"id":"3","title":"Chunk server","persona":"chunk-server","labels":["milestone:alpha"],"paths":["chunkserver/"]},
             {"id":"3.1","title":"chunk files","persona":"chunk-server","parent":"3"},
             {"id":"3.2","title":"read path","persona":"chunk-server","parent":"3","depends_on":["3.1"]},
             {"id":"4","title":"FUSE client","persona":"client","labels":["milestone:alpha"],"paths":["client/","shared/protocol/"]},
             {"id":"5","title":"Integrate master, chunk server and client","persona":"coordinator","depends_on":["2","3","4"],"labels":["milestone:alpha"],"paths":["."]},
             {"id":"6","title":"Raft consensus","persona":"master-server","depends_on":["2"],"related":["8"],"labels":["milestone:beta"],"paths":["shared/protocol/raft.proto"]},
             {"id":"6.1","title":"leader election","persona":"master-server","parent":"6"},
             {"id":"6.2","title":"log replication","persona":"master-server","parent":"6"},
             {"id":"8","title":"Multi-region support","persona":"master-server","depends_on":["6"],"related":["6"],"labels":["milestone:beta"]},
             {"id":"10","title":"Caching","persona":"client","depends_on":["4"],"labels":["milestone:beta"]},
             {"id":"18","title":"Command line","persona":"coordinator","priority":"low"},
             {"id":"19","title":"Packaging","depends_on":["18","99"]},
             {"id":"21","title":"Old protocol","persona":"client"}]
            """);
        await board.PersonaAsync("coordinator", "# Coordinator\n\nIntegrates finished work and resolves conflicts.\n\nMore text that nobody needs here.\n");
        await board.PersonaAsync("chunk-server", "# Chunk server\nStorage, erasure coding,\nnetworking.\n");
        await board.RunAsync("init");
        board.After(TimeSpan.FromHours(15));
        await board.WorkAsync("master-server", "claim", "2.1", "--persona", "master-server");
        await board.WorkAsync("chunk-server", "claim", "3.1", "--persona", "chunk-server");
        board.After(TimeSpan.FromHours(8));
        await board.WorkAsync("master-server", "complete", "2.1#1", "Inodes in a B-tree.\n- 64-bit ids\n- 12 tests, see `inodes.rs`", "--evidence", "12 tests passed", "--artifact", "master/inodes/README.md");
        await board.WorkAsync("chunk-server", "fail", "3.1#1", "the disk of the test machine is full");
        board.After(TimeSpan.FromHours(3));
        await board.WorkAsync("master-server", "claim", "2.2", "--persona", "master-server");
        await board.WorkAsync("master-server", "progress", "2.2#1", "40", "--note", "paths are resolved; hard links are next");
        await board.WorkAsync("tab-4", "claim", "4", "--persona", "client");
        await board.WorkAsync("tab-4", "note", "10", "measure first");
        await board.WorkAsync("coordinator", "block", "18", "the name of the command is not decided");
        await board.WorkAsync("coordinator", "cancel", "21", "nobody uses it");
        return board;
    }

    public Task PersonaAsync(string id, string text) => File.WriteAllTextAsync(Path.Combine(Directory, "personas", id + ".md"), text);

    public void After(TimeSpan time) => Cli.Clock.Advance(time);

    /// <summary>Of leases the wall clock counts then, which tests can move.</summary>
    public void RestartTheMachine()
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(Directory, ".taskboard", "history.db")};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "UPDATE leases SET boot_id = 'another start'";
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a command that must succeed, as an agent.</summary>
    public async Task WorkAsync(string agent, params string[] args)
    {
        var answer = await RunAsync([.. args, "--agent", agent]);
        Xunit.Assert.True(answer.Code == 0, answer.ToString());
    }

    /// <summary>Runs a command off any terminal.</summary>
    public Task<CliAnswer> RunAsync(params string[] args) => RunOnAsync(null, args);

    /// <summary>Runs a command on a terminal.</summary>
    public Task<CliAnswer> RunOnAsync(TerminalScreen? screen, params string[] args)
    {
        Cli.Screen = screen;
        return Cli.RunAsync(args);
    }

    public void Dispose() => _directory.Dispose();
}
