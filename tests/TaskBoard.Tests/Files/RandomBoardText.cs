using System.Text;
using TaskBoard.Files;

namespace TaskBoard.Tests.Files;

/// <summary>Writes boards as many hands would: any indentation, line ending, order, comments and trailing commas.</summary>
internal sealed class RandomBoardText(Random random)
{
    private readonly string _eol = random.Next(3) == 0 ? "\r\n" : "\n";
    private readonly string _unit = random.Next(4) switch { 0 => "\t", 1 => "    ", 2 => "", _ => "  " };
    private readonly int _comments = random.Next(3) == 0 ? 4 : 0;
    private readonly bool _trailingCommas = random.Next(3) == 0;
    private readonly int _flat = random.Next(4);
    private readonly StringBuilder _text = new();

    public string Write()
    {
        _text.Append(random.Next(4) == 0 ? "\uFEFF" : "").Append(random.Next(6) == 0 ? "// mine" + _eol : "");
        if (random.Next(3) == 0)
        {
            List("{", "}", "", _flat == 3, 3, (i, indent) =>
            {
                if (i == 1)
                {
                    _text.Append("\"tasks\": ");
                    Tasks(indent);
                }
                else
                {
                    _text.Append(i == 0 ? "\"before\": 1.50" : "\"after\": {\"x\" : [ ]}");
                }
            });
        }
        else
        {
            Tasks("");
        }

        return _text.Append(random.Next(2) == 0 ? _eol : "").ToString();
    }

    private void Tasks(string indent) => List("[", "]", indent, _flat == 3, random.Next(6), (i, inner) => Task($"t{i}", inner));

    private void Task(string id, string indent)
    {
        var names = new[] { "title", "description", "status", "assigned_to", "labels", "notes", "attempts", "priority", "x-any", "x-deep", "updated_at" }
            .Where(_ => random.Next(2) == 0).Append("id").OrderBy(_ => random.Next()).ToArray();
        List("{", "}", indent, _flat >= 2, names.Length, (i, inner) =>
        {
            _text.Append('"').Append(random.Next(8) == 0 ? "\\u00" + ((int)names[i][0]).ToString("x2") + names[i][1..] : names[i]).Append('"').Append(random.Next(6) == 0 ? " : " : ": ");
            Value(names[i] == "id" ? JsonText.Quote(id) : RandomEdits.ValueOf(random, names[i]), inner);
        }, between: true);
    }

    private void Value(string json, string indent)
    {
        switch (json[0])
        {
            case '[':
                var elements = JsonText.Elements(json);
                List("[", "]", indent, random.Next(2) == 0, elements.Count, (i, inner) => Value(elements[i], inner));
                break;
            case '{':
                var properties = JsonText.Properties(json);
                List("{", "}", indent, random.Next(2) == 0, properties.Count, (i, inner) =>
                {
                    _text.Append(JsonText.Quote(properties[i].Key)).Append(':');
                    Value(properties[i].Value, inner);
                });
                break;
            default:
                _text.Append(random.Next(3) == 0 ? json.Replace("ä", "\\u00e4", StringComparison.Ordinal) : json);
                break;
        }
    }

    private void List(string open, string close, string indent, bool flat, int count, Action<int, string> write, bool between = false)
    {
        var inner = flat ? indent : indent + _unit;
        _text.Append(open);
        for (var i = 0; i < count; i++)
        {
            Gap(flat, inner, between);
            write(i, inner);
            _text.Append(Comment(before: true));
            _text.Append(i < count - 1 || _trailingCommas ? "," : "");
        }

        Gap(flat, indent, between: false);
        _text.Append(close);
    }

    private void Gap(bool flat, string indent, bool between)
    {
        _text.Append(random.Next(4) == 0 ? " " : "");
        var line = random.Next(16) < _comments && !flat ? between ? "//p comment, with [\"" : "// other ]" : "";
        _text.Append(line).Append(flat ? "" : (random.Next(10) == 0 ? _eol : "") + _eol + indent);
        _text.Append(Comment(before: false));
    }

    private string Comment(bool before) => random.Next(24) < _comments ? before ? " /* , */" : "/* \" */ " : "";
}
