using System.Text;

namespace TaskBoard.Cli.Output;

/// <summary>A task as plain lines.</summary>
internal sealed class PlainTaskSheet : ITaskSheet
{
    private readonly StringBuilder _text = new();

    /// <inheritdoc/>
    public void Title(TaskItem task) => _text.Append(VisibleText.Line($"{task.Id}  {task.Title}")).Append('\n');

    /// <inheritdoc/>
    public void Line(string name, string value) => _text.Append(VisibleText.Line($"  {name,-12} {value}")).Append('\n');

    /// <inheritdoc/>
    public void Block(string name, string text) =>
        _text.Append(VisibleText.Line($"  {name}")).Append('\n').Append(VisibleText.Block(text, "    ")).Append('\n');

    /// <inheritdoc/>
    public void List(string name, IReadOnlyList<string> items) => Texts(name, [.. items.Select(VisibleText.Line)]);

    /// <inheritdoc/>
    public void Texts(string name, IReadOnlyList<string> texts)
    {
        _text.Append(VisibleText.Line($"  {name}")).Append('\n');
        foreach (var text in texts)
        {
            var lines = VisibleText.Block(text, "      ");
            _text.Append(lines.StartsWith(' ') ? lines[2..] : lines).Append('\n');
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
