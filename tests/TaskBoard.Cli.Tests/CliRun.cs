using System.Text;
using TaskBoard.Cli.Terminal;
using TaskBoard.TestKit;

namespace TaskBoard.Cli.Tests;

/// <summary>Runs commands in this process, as in a directory of a machine that stands still.</summary>
internal sealed class CliRun(string directory)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { ["TASKBOARD_AGENT"] = "tester" };
    private byte _next;

    public ManualClock Clock { get; } = new();

    public string Directory { get; set; } = directory;

    public string? Home { get; set; }

    public bool Terminal { get; set; }

    /// <summary>The terminal that the answer goes to; null: it goes somewhere else.</summary>
    public TerminalScreen? Screen { get; set; }

    public string Stdin { get; set; } = "";

    /// <summary>Changes the options beyond clock and chance; null: nothing.</summary>
    public Action<BoardOptions>? Options { get; set; }

    public CliRun Set(string variable, string? value)
    {
        _variables.Remove(variable);
        if (value is not null)
        {
            _variables[variable] = value;
        }

        return this;
    }

    public async Task<CliAnswer> RunAsync(params string[] args)
    {
        using var input = new StringReader(Stdin);
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CliProgram.RunAsync(args, input, output, error, Surroundings());
        return new CliAnswer(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Runs with both streams in one file, as <c>2>&amp;1</c> does; answers what it holds.</summary>
    public async Task<string> RunIntoOneFileAsync(params string[] args)
    {
        using var input = new StringReader(Stdin);
        using var file = new MemoryStream();
        await using var output = new StreamWriter(file, leaveOpen: true);
        await using var error = new StreamWriter(file, leaveOpen: true) { AutoFlush = true };
        await CliProgram.RunAsync(args, input, output, error, Surroundings());
        return Encoding.UTF8.GetString(file.ToArray()).ReplaceLineEndings("\n");
    }

    private CliEnvironment Surroundings() => new()
    {
        Variable = _variables.GetValueOrDefault,
        CurrentDirectory = Directory,
        HomeDirectory = Home,
        InputIsTerminal = Terminal,
        Screen = Screen,
        Configure = Configure,
    };

    private void Configure(BoardOptions options)
    {
        Options?.Invoke(options);
        options.TimeProvider = Clock;
        options.RandomBytes = memory =>
        {
            foreach (ref var b in memory.Span)
            {
                b = _next;
                _next += 41;
            }
        };
    }
}

/// <summary>What a command answered.</summary>
internal sealed record CliAnswer(int Code, string Out, string Error)
{
    /// <summary>All of it, for snapshots.</summary>
    public override string ToString() => $"exit code {Code}\n--- out\n{Out}--- error\n{Error}";

    /// <summary>The same without the name of a directory that differs from run to run.</summary>
    public string Without(TempDirectory directory) => ToString().Replace(directory.Path, "DIR", StringComparison.Ordinal);
}
