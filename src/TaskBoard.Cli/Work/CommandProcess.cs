using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace TaskBoard.Cli.Work;

/// <summary>One run of the command: what it is given, what it says, and its end.</summary>
internal sealed class CommandProcess : IDisposable
{
    /// <summary>How long it may take to end when it is asked to.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>How long its output is listened to after its end: something that it left running may hold it open for ever.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Task _output;

    private CommandProcess(Process process, Action<string> show)
    {
        _process = process;
        _output = Task.WhenAll(ListenAsync(process.StandardOutput, Answered, show), ListenAsync(process.StandardError, Complained, show));
    }

    /// <summary>The end of what it said on standard output.</summary>
    public OutputTail Answered { get; } = new();

    /// <summary>The end of what it said on standard error.</summary>
    public OutputTail Complained { get; } = new();

    /// <summary>The end of both, as it came.</summary>
    public OutputTail Said { get; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="words">The command and its arguments.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="variables">What it finds in its environment besides ours.</param>
    /// <param name="input">What it can read.</param>
    /// <param name="show">Gets what it says, as it says it; called by two threads.</param>
    public static CommandProcess Start(string[] words, string directory, IReadOnlyDictionary<string, string> variables, string input, Action<string> show)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = ProcessGroup.StartOf(words[0]);
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        (start.WorkingDirectory, start.UseShellExecute) = (directory, false);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        (start.StandardInputEncoding, start.StandardOutputEncoding, start.StandardErrorEncoding) = (utf8, utf8, utf8);
        try
        {
            var process = Process.Start(start)!;
            _ = TellAsync(process, input);
            return new CommandProcess(process, show);
        }
        catch (Win32Exception e)
        {
            throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"'{words[0]}' could not be started: {e.Message}");
        }
    }

    /// <summary>Waits for its end and answers its exit code; what it left running is not waited for.</summary>
    /// <param name="cancellationToken">Ends it, with what it started.</param>
    /// <exception cref="OperationCanceledException">It was ended so.</exception>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await KillAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await Task.WhenAny(_output, Task.Delay(LastWords, CancellationToken.None)).ConfigureAwait(false);
        }

        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task KillAsync()
    {
        ProcessGroup.Ask(_process);
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            await _process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It does not want to.
        }

        // Also where it ended by itself: what it started may not have.
        ProcessGroup.Kill(_process);
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task TellAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read what it is given.
        }
    }

    private async Task ListenAsync(StreamReader reader, OutputTail own, Action<string> show)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
        {
            own.Add(buffer.AsSpan(0, read));
            Said.Add(buffer.AsSpan(0, read));
            show(new string(buffer, 0, read));
        }
    }
}
