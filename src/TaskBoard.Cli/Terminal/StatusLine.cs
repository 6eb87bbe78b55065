using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>A last line on a terminal, written over and over below lines that stay. Elsewhere there is none.</summary>
internal sealed class StatusLine(CommandCall call) : IDisposable
{
    private const string Clear = "\r\e[2K";
    private bool _shown;

    /// <summary>Shows a text in place of the last one, cut to the terminal's width: a line that breaks could not be written over.</summary>
    public void Show(string text)
    {
        if (call.Screen is { CanRepaint: true } screen)
        {
            var line = VisibleText.Line(text);
            call.Streams.Out.Write(Clear + (line.Length < screen.Width ? line : line[..(screen.Width - 1)]));
            _shown = true;
        }
    }

    /// <summary>Takes it away.</summary>
    public void Hide()
    {
        if (_shown)
        {
            call.Streams.Out.Write(Clear);
            _shown = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Hide();
}
