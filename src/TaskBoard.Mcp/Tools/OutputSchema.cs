using System.Text.Json;
using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Tools;

/// <summary>Writes the schema of an answer: flat, because what lies deeper is that of <c>tasks.json</c>, and every client reads all of it before anything is done.</summary>
internal static class OutputSchema
{
    /// <summary>The schema of properties that are written as in <see cref="ToolDeclaration.Output"/>.</summary>
    public static JsonElement Of(string output) => JsonBytes.Element(writer =>
    {
        var properties = output.Split(' ').Select(p => p.Split(':')).ToList();
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var property in properties)
        {
            writer.WriteStartObject(property[0]);
            if (property[1].EndsWith('?'))
            {
                writer.WriteStrings("type", [property[1].TrimEnd('?'), "null"]);
            }
            else
            {
                writer.WriteString("type", property[1]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStrings("required", ["total", "next"]);
        writer.WriteEndObject();
    });
}
