using System.Diagnostics;
using System.Text;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>A shell command on a terminal that the kernel makes, with our hands on its keys and our eyes on what is sent to it.</summary>
internal sealed class PseudoTerminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly StringBuilder _text = new();
    private readonly char[] _buffer = new char[4096];
    private readonly Process _process;
    private int _seen;

    private PseudoTerminal(Process process) => _process = process;

    /// <summary>All that was sent to the terminal so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Runs a command of <c>sh</c> on a terminal of this size.</summary>
    public static PseudoTerminal Run(string directory, int width, int height, string command)
    {
        var variables = new Dictionary<string, string> { ["TERM"] = "xterm", ["SHELL"] = "/bin/sh" };
        return new PseudoTerminal(Child.Start(directory, "script", variables, "-qec", $"stty cols {width} rows {height}; {command}", "/dev/null"));
    }

    /// <summary>Waits until something is sent, after what was waited for before.</summary>
    public async Task ShowsAsync(string wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var text = Text;
            if (text.IndexOf(wanted, _seen, StringComparison.Ordinal) is >= 0 and var found)
            {
                _seen = found + wanted.Length;
                return;
            }

            Assert.True(await ReadAsync(patience.Token), $"ended before it showed “{wanted}”:\n{text}");
        }
    }

    /// <summary>Presses keys.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the end, and answers the exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await ReadAsync(patience.Token))
        {
        }

        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever has a terminal that goes away is told so, and ends.
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> ReadAsync(CancellationToken patience)
    {
        try
        {
            var read = await _process.StandardOutput.ReadAsync(_buffer, patience);
            _text.Append(_buffer, 0, read);
            return read > 0;
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Not shown within {Patience.TotalSeconds} s:\n{Screens.Visible(Text[_seen..])}", e);
        }
    }
}
