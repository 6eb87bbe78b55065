using System.Text.Json;

namespace TaskBoard.Mcp.Answers;

/// <summary>A persona with its definition.</summary>
internal static class PersonaJson
{
    /// <summary>The persona; null: none is meant, or it is described nowhere, or what describes it cannot be read (a claim stands all the same).</summary>
    public static async Task<Persona?> FindAsync(Board board, string? id, CancellationToken cancellationToken)
    {
        try
        {
            return string.IsNullOrEmpty(id) ? null : await board.FindPersonaAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (BoardException)
        {
            return null;
        }
    }

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter writer, Persona persona)
    {
        writer.WriteStartObject();
        writer.WriteString("id", persona.Id);
        writer.WriteString("name", persona.Name);
        writer.WriteString("definition", persona.Definition);
        writer.WriteEndObject();
    }
}
