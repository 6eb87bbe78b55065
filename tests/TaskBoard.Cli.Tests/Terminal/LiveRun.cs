using System.CommandLine;
using System.Text;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>A live board on a terminal that is only a text.</summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Paper _paper = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task<int> _run;

    public LiveRun(string directory)
    {
        var environment = new CliEnvironment { Variable = _ => null, CurrentDirectory = directory, Screen = Screens.Of(100, 40) };
        var options = new CommonOptions();
        var parsed = new CliRoot(options).Parse(["list"]);
        var call = new CommandCall(parsed, options, new CliStreams(TextReader.Null, _paper, TextWriter.Null), environment, _end.Token);
        _run = Task.Run(async () =>
        {
            await using var board = await Board.OpenAsync(directory);
            return await LiveBoard.RunAsync(call, board);
        });
    }

    public string Text => _paper.ToString();

    /// <summary>Waits until a text has been painted.</summary>
    public async Task ShowsAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            var flushed = _paper.NextAsync();
            if (Text.Contains(text, StringComparison.Ordinal))
            {
                return;
            }

            await (await Task.WhenAny(_run, flushed).WaitAsync(patience.Token));
        }
    }

    public async Task<int> EndAsync()
    {
        await _end.CancelAsync();
        return await _run.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)_run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        await _paper.DisposeAsync();
    }

    private sealed class Paper : TextWriter
    {
        private readonly Lock _lock = new();
        private readonly StringBuilder _text = new();
        private TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public Task NextAsync()
        {
            lock (_lock)
            {
                return _flushed.Task;
            }
        }

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_lock)
            {
                _text.Append(value);
            }
        }

        public override void Flush()
        {
            TaskCompletionSource flushed;
            lock (_lock)
            {
                (flushed, _flushed) = (_flushed, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            flushed.SetResult();
        }

        public override string ToString()
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }
}
