using System.Text;

namespace TaskBoard.Cli.Help;

/// <summary>Help as plain lines.</summary>
internal sealed class PlainHelpSheet : IHelpSheet
{
    private const int Column = 30;
    private readonly StringBuilder _text = new();

    /// <inheritdoc/>
    public void Skip() => _text.Append('\n');

    /// <inheritdoc/>
    public void Text(string text) => _text.Append(text).Append('\n');

    /// <inheritdoc/>
    public void Named(string name, string text) => _text.Append(name).Append(": ").Append(text).Append('\n');

    /// <inheritdoc/>
    public void Section(string title) => _text.Append('\n').Append(title).Append(":\n");

    /// <inheritdoc/>
    public void Row(string name, string? description) =>
        _text.Append("  ").Append(name.PadRight(Column)).Append(name.Length >= Column ? "  " : "").Append(description).Append('\n');

    /// <inheritdoc/>
    public void Entry(string text) => _text.Append("  ").Append(text).Append('\n');

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
