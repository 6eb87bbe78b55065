using System.Text;
using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>How a file is written, so that new text in it looks like the old.</summary>
internal sealed record TextStyle
{
    /// <summary>The style of files that TaskBoard makes.</summary>
    public static TextStyle Default { get; } = new();

    /// <summary>The line ending.</summary>
    public string Eol { get; init; } = "\n";

    /// <summary>One step of indentation.</summary>
    public string Unit { get; init; } = "  ";

    /// <summary>What stands after a comma on the same line.</summary>
    public string Gap { get; init; } = " ";

    /// <summary>What stands between a name and its value.</summary>
    public string Colon { get; init; } = ": ";

    /// <summary>What stands inside the braces of an object on one line.</summary>
    public string Pad { get; init; } = " ";

    /// <summary>Whether characters outside ASCII are written as <c>\uXXXX</c>.</summary>
    public bool Ascii { get; init; }

    /// <summary>Whether tasks stand on one line each.</summary>
    public bool TasksOnOneLine { get; init; }

    /// <summary>Whether arrays of scalars stand on several lines.</summary>
    public bool ArraysBroken { get; init; }

    /// <summary>Whether objects in arrays stand on several lines.</summary>
    public bool ObjectsBroken { get; init; }

    /// <summary>What to write between the bracket and the only element of a list on one line.</summary>
    public ReadOnlyMemory<byte> PadOf(byte close) => close == '}' ? Encoding.UTF8.GetBytes(Pad) : default;

    /// <summary>A value in this style.</summary>
    /// <param name="json">Compact JSON.</param>
    /// <param name="indent">The indentation of the line on which it begins.</param>
    /// <param name="onOneLine">Whether it must stay on that line.</param>
    public string Write(string json, string indent, bool onOneLine)
    {
        var result = new StringBuilder(json.Length + 16);
        Append(result, json, indent, !onOneLine && IsBroken(json));
        return result.ToString();
    }

    /// <summary>A task in this style.</summary>
    public string WriteTask(TaskContent task, string indent, bool onOneLine)
    {
        var result = new StringBuilder();
        AppendObject(result, task.Properties, indent, !onOneLine);
        return result.ToString();
    }

    /// <summary>A name with its colon.</summary>
    public string WriteName(string name) => Escape(JsonText.Quote(name)) + Colon;

    private bool IsBroken(string json) => json.Length > 2 && json[0] switch
    {
        '[' => ArraysBroken || JsonText.Elements(json).Any(e => e[0] is '{' or '['),
        '{' => ObjectsBroken,
        _ => false,
    };

    private void Append(StringBuilder result, string json, string indent, bool broken)
    {
        switch (json[0])
        {
            case '{' when json.Length > 2:
                AppendObject(result, JsonText.Properties(json), indent, broken);
                break;
            case '[' when json.Length > 2:
                var inner = indent + Unit;
                var elements = JsonText.Elements(json);
                for (var i = 0; i < elements.Count; i++)
                {
                    result.Append(i == 0 ? "[" : ",").Append(broken ? Eol + inner : i == 0 ? "" : Gap);
                    Append(result, elements[i], inner, broken && IsBroken(elements[i]));
                }

                result.Append(broken ? Eol + indent : "").Append(']');
                break;
            default:
                result.Append(Escape(json));
                break;
        }
    }

    private void AppendObject(StringBuilder result, IReadOnlyList<KeyValuePair<string, string>> properties, string indent, bool broken)
    {
        if (properties.Count == 0)
        {
            result.Append("{}");
            return;
        }

        var inner = indent + Unit;
        for (var i = 0; i < properties.Count; i++)
        {
            result.Append(i == 0 ? "{" : ",").Append(broken ? Eol + inner : i == 0 ? Pad : Gap).Append(WriteName(properties[i].Key));
            Append(result, properties[i].Value, inner, broken && IsBroken(properties[i].Value));
        }

        result.Append(broken ? Eol + indent : Pad).Append('}');
    }

    private string Escape(string json)
    {
        if (!Ascii || System.Text.Ascii.IsValid(json))
        {
            return json;
        }

        var result = new StringBuilder(json.Length + 16);
        foreach (var c in json)
        {
            _ = c < 0x80 ? result.Append(c) : result.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }
}
