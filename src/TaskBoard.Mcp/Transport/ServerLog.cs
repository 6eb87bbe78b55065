using Microsoft.Extensions.Logging;

namespace TaskBoard.Mcp.Transport;

/// <summary>
/// What nobody can be answered, a line each, for whoever runs the server. What comes from outside is shown, never sent to a terminal. Safe for use by many threads.
/// </summary>
internal sealed class ServerLog(TextWriter writer) : ILoggerFactory, ILogger
{
    private const int LongestLine = 1000;

    private readonly Lock _guard = new();

    /// <summary>Writes a line.</summary>
    public void Write(string text)
    {
        var line = VisibleText.Line(text.Length > LongestLine ? text[..LongestLine] + "…" : text);
        lock (_guard)
        {
            try
            {
                writer.WriteLine($"taskboard mcp: {line}");
                writer.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // Nobody listens; the client is served all the same.
            }
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Warning or LogLevel.Error or LogLevel.Critical;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // Whoever cancelled it knows.
        if (IsEnabled(logLevel) && exception is not OperationCanceledException)
        {
            Write(exception is null ? formatter(state, exception) : $"{formatter(state, exception)} ({exception.GetType().Name}: {exception.Message})");
        }
    }
}
