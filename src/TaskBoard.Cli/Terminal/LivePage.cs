using System.Text;

namespace TaskBoard.Cli.Terminal;

/// <summary>
/// The terminal's other page. Disposing it brings back the first one, with its cursor; so does Ctrl-Z, as long as the process is stopped.
/// </summary>
internal sealed class LivePage : IDisposable
{
    // The other page, no cursor, and lines that are too long are cut instead of going on in the next.
    private const string Begin = "\e[?1049h\e[?25l\e[?7l\e[2J";
    private const string End = "\e[0m\e[?7h\e[?25h\e[?1049l";
    private readonly Lock _sending = new();
    private readonly TerminalScreen _screen;
    private readonly TextWriter _output;
    private readonly SuspendSignal _suspend;
    private bool _shown;

    public LivePage(TerminalScreen screen, TextWriter output)
    {
        (_screen, _output) = (screen, output);
        Show(true);
        _suspend = new SuspendSignal(before: () => Show(false), after: () => Show(true));
    }

    /// <summary>Paints over what is there.</summary>
    public void Paint(LiveView view, DateTimeOffset now)
    {
        var text = new StringBuilder("\e[H");
        text.AppendJoin("\r\n", LiveFrame.Lines(_screen, view, now).Select(line => "\e[2K" + line));
        text.Append("\e[J");
        lock (_sending)
        {
            if (_shown)
            {
                Send(text.ToString());
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _suspend.Dispose();
        Show(false);
    }

    private void Show(bool shown)
    {
        lock (_sending)
        {
            if (_shown != shown)
            {
                _shown = shown;
                Send(shown ? Begin : End);
            }
        }
    }

    private void Send(string text)
    {
        _output.Write(text);
        _output.Flush();
    }
}
