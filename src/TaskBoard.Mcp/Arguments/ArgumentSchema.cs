using System.Text.Json;
using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Arguments;

/// <summary>Writes JSON Schema, as short as it can be: every client reads all of it before anything is done.</summary>
internal static class ArgumentSchema
{
    /// <summary>The schema of an object with these arguments and no others.</summary>
    public static JsonElement Of(IReadOnlyList<ToolArgument> arguments) => JsonBytes.Element(writer => WriteObject(writer, arguments));

    private static void WriteObject(Utf8JsonWriter writer, IReadOnlyList<ToolArgument> arguments)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var argument in arguments)
        {
            writer.WriteStartObject(argument.Name);
            Write(writer, argument);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (arguments.Any(a => a.Required))
        {
            writer.WriteStrings("required", arguments.Where(a => a.Required).Select(a => a.Name));
        }

        writer.WriteBoolean("additionalProperties", false);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ToolArgument argument)
    {
        switch (argument.Kind)
        {
            case ArgumentKind.Whole:
                writer.WriteString("type", "integer");
                if (argument.Least > 0)
                {
                    writer.WriteNumber("minimum", argument.Least);
                }

                if (argument.Most < int.MaxValue)
                {
                    writer.WriteNumber("maximum", argument.Most);
                }

                break;
            case ArgumentKind.Flag:
                writer.WriteString("type", "boolean");
                break;
            case ArgumentKind.Text:
                WriteText(writer, argument);
                break;
            default:
                writer.WriteString("type", "array");
                writer.WritePropertyName("items");
                if (argument.Kind == ArgumentKind.Objects)
                {
                    WriteObject(writer, argument.Fields);
                }
                else
                {
                    writer.WriteStartObject();
                    WriteText(writer, argument);
                    writer.WriteEndObject();
                }

                break;
        }

        if (argument.Description is { } description)
        {
            writer.WriteString("description", description);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, ToolArgument argument)
    {
        writer.WriteString("type", "string");
        if (argument.Choices.Count > 0)
        {
            writer.WriteStrings("enum", argument.Choices);
        }
    }
}
