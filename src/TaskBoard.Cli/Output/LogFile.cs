using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace TaskBoard.Cli.Output;

/// <summary>A log of JSON lines in a file (<c>TASKBOARD_LOG</c>), which many processes may write at once.</summary>
/// <remarks>
/// .NET appends at the place where the end was when it opened the file, so each line is written under the lock that opening for oneself takes. What
/// cannot be written is said once and keeps nobody from working.
/// </remarks>
/// <param name="path">The file.</param>
/// <param name="command">The command that runs, said in each line.</param>
/// <param name="clock">The time in each line.</param>
/// <param name="warn">Says that it cannot be written.</param>
internal sealed class LogFile(string path, string command, TimeProvider clock, Action<string> warn) : ILogger
{
    private const int Tries = 200;

    private readonly Lock _writing = new();
    private bool _warned;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        var line = JsonDocumentText.Object(writer =>
        {
            writer.WriteString("time", clock.GetUtcNow().ToText());
            writer.WriteString("level", logLevel.ToString().ToLowerInvariant());
            writer.WriteString("event", eventId.Name);
            writer.WriteNumber("pid", Environment.ProcessId);
            writer.WriteString("command", command);
            writer.WriteString("message", formatter(state, exception));
            foreach (var (name, value) in state as IReadOnlyList<KeyValuePair<string, object?>> ?? [])
            {
                if (name != "{OriginalFormat}")
                {
                    writer.WriteRaw(NameOf(name), ValueOf(value));
                }
            }
        });
        lock (_writing)
        {
            Append(Encoding.UTF8.GetBytes(line + "\n"));
        }
    }

    private void Append(byte[] line)
    {
        for (var i = 1; !_warned; i++)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                file.Write(line);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (i < Tries && e is not (DirectoryNotFoundException or FileNotFoundException or UnauthorizedAccessException) && File.Exists(path))
                {
                    // Another process writes its line.
                    Thread.Sleep(1);
                    continue;
                }

                _warned = true;
                warn($"TASKBOARD_LOG: {path} cannot be written, so there is no log: {e.Message}");
            }
        }
    }

    /// <summary><c>WaitedMs</c> becomes <c>waited_ms</c>, as everywhere in our JSON.</summary>
    private static string NameOf(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    private static string ValueOf(object? value) => value switch
    {
        null => "null",
        long or int => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        double number => number.ToString("0.###", CultureInfo.InvariantCulture),
        _ => JsonTexts.Quote(value.ToString() ?? ""),
    };
}
