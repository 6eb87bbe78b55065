using TaskBoard.Cli.Terminal;
using TaskBoard.TestKit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>A board with tasks in all states, and with titles that nobody should trust, on a machine that stands still.</summary>
internal sealed class MixedBoard : IDisposable
{
    public const string LongWord = "Pneumonoultramicroscopicsilicovolcanoconiosis/and/a/path/that/goes/on/and/on/and/on/without/a/single/blank/in/it.txt";

    private readonly TempDirectory _directory = new();

    private MixedBoard() => Cli = new CliRun(_directory.Path);

    public CliRun Cli { get; }

    public string Directory => _directory.Path;

    public static async Task<MixedBoard> CreateAsync()
    {
        var board = new MixedBoard();
        await File.WriteAllTextAsync(board._directory["tasks.json"], $$"""
            [{"id":"parse","title":"Parse the header of the container format and check its magic number before anything else is read","priority":"critical","description":"The magic number first.\n\n    code that is indented, and longer than a line of a terminal that has eighty columns, goes on\n\n\tAnd a tab.","acceptance":["Short ones","A longer one that tells in detail what has to be true when it is done, over more than one line of text"],"labels":["core","io"]},
             {"id":"held","title":"Kept for later","status":"CLAIMED","assigned_to":"ann"},
             {"id":"far","title":"Somebody's, for long","status":"IN_PROGRESS","assigned_to":"build-bot-of-the-far-away-continent","progress":100},
             {"id":"evil","title":"\u001b[31mred\u001b[0m \u001b]0;owned\u0007 \u202egnp.exe"},
             {"id":"markup","title":"Fix [red]markup[/] and [[brackets] in [bold]titles","priority":"high"},
             {"id":"word","title":"{{LongWord}}","priority":"low"},
             {"id":"cjk","title":"解析ヘッダーと検証を行い、結果を報告する長いタイトルの日本語テスト項目、そしてもう一つ"},
             {"id":"emoji","title":"🎉 Party with 👨‍👩‍👧 family, ❤️ hearts and a flag 🇩🇪, é as e\u0301, 👍🏽 too, long enough for two lines"},
             {"id":"an-id-that-a-person-made-up","title":"","assigned_to":"ann"},
             {"id":"publish","title":"Publish the release","depends_on":["parse","cjk"]},
             {"id":"staging","title":"Deploy to staging","blocked":"the credentials of the staging server are missing"},
             {"id":"broken","title":"Says what is no state","status":"DOING"},
             {"id":"done","title":"Set up the repository","status":"COMPLETED","assigned_to":"ann","updated_at":"2026-11-20T08:00:00Z"},
             {"id":"lost","title":"Try the other library","status":"FAILED","assigned_to":"bob","updated_at":"2026-11-21T08:30:00Z"},
             {"id":"off","title":"Support the old format","status":"CANCELLED"}]
            """);
        await board.RunAsync("init");
        await board.RunAsync("claim", "parse", "--agent", "agent-1");
        board.Cli.Clock.Advance(TimeSpan.FromMinutes(3));
        await board.RunAsync("progress", "parse#1", "40", "--note", "the magic number is checked; 次は長さ", "--agent", "agent-1");
        await board.RunAsync("note", "done", "tidy");
        board.Cli.Clock.Advance(TimeSpan.FromMinutes(2));
        return board;
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
