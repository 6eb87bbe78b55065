using System.Text.Json;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>Personas: all in a line each, one whole, and what a worker is told of its own.</summary>
internal static class PersonaSheet
{
    /// <summary>One line, or one item, for each.</summary>
    public static int WriteAll(CommandCall call, ValueList<Persona> personas, BoardSnapshot board)
    {
        foreach (var problem in personas.Select(p => p.Problem).OfType<string>())
        {
            call.Warn(problem);
        }

        var undescribed = board.UndescribedPersonas(personas);
        if (call.Json)
        {
            call.WriteDocument("persona.list", writer =>
            {
                writer.WriteStartArray("items");
                foreach (var persona in personas)
                {
                    writer.WriteStartObject();
                    WriteProperties(writer, persona);
                    writer.WriteText("problem", persona.Problem);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteNumber("total", personas.Count);
                writer.WriteStrings("not_described", undescribed);
            });
            return ExitCode.Done;
        }

        if (call.Screen is { } screen && personas.Count > 0)
        {
            ResultTable.Draw(screen, call.Streams.Out, ["persona", "name", "described in"], [.. personas.Select(p => new[] { p.Id, NameOf(p), SourceOf(p) })], new HashSet<int>());
        }
        else
        {
            foreach (var persona in personas)
            {
                call.WriteLine($"{persona.Id}  {NameOf(persona)}  {SourceOf(persona)}");
            }
        }

        if (personas.Count == 0)
        {
            call.Say("No persona is described: 'taskboard personas set PERSONA FILE' does, and so does a file personas/PERSONA.md.");
        }

        if (undescribed.Count > 0)
        {
            call.Say($"Asked for by tasks, and not described: {string.Join(", ", undescribed)}.");
        }

        return ExitCode.Done;
    }

    /// <summary>One with its definition.</summary>
    public static int Write(CommandCall call, Persona persona)
    {
        if (call.Json)
        {
            call.WriteDocument("persona", writer => WriteProperties(writer, persona));
        }
        else
        {
            call.Streams.Out.WriteLine(VisibleText.Block(persona.Definition, ""));
        }

        return ExitCode.Done;
    }

    /// <summary>
    /// Who a worker is: the persona that it said it plays, else the one that its task asks for; null: none, or it is described nowhere. What cannot be read
    /// is warned of, because the claim stands.
    /// </summary>
    public static async Task<Persona?> ReadAsync(CommandCall call, Board board, string? played, TaskItem? task)
    {
        if (IdOf(played, task) is not { } id)
        {
            return null;
        }

        try
        {
            var persona = await board.FindPersonaAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (persona?.Problem is { } problem)
            {
                call.Warn(problem);
                return null;
            }

            return persona;
        }
        catch (BoardException e)
        {
            call.Warn(e.Message);
            return null;
        }
    }

    /// <summary>What the persona of a worker is called; null: it has none.</summary>
    public static string? IdOf(string? played, TaskItem? task) => played ?? (string.IsNullOrEmpty(task?.Persona) ? null : task.Persona);

    /// <summary>It with its definition, as a section of what a worker reads.</summary>
    public static void WriteSection(CommandCall call, Persona? persona)
    {
        if (persona is null)
        {
            return;
        }

        if (call.Screen is { } screen)
        {
            DrawnTaskSheet.On(screen, call.Streams.Out).Block(Heading(persona), persona.Definition);
            return;
        }

        call.Streams.Out.Write(Section(persona));
    }

    /// <summary>The same as plain lines; nothing for none.</summary>
    public static string Section(Persona? persona)
    {
        var sheet = new PlainTaskSheet();
        if (persona is not null)
        {
            sheet.Block(Heading(persona), persona.Definition);
        }

        return sheet.ToString();
    }

    /// <summary>The same as a property of a document; nothing for none.</summary>
    public static void WriteProperty(Utf8JsonWriter writer, Persona? persona)
    {
        if (persona is not null)
        {
            writer.WriteStartObject("persona");
            WriteProperties(writer, persona);
            writer.WriteEndObject();
        }
    }

    private static string Heading(Persona persona) => $"you are {(persona.Name == persona.Id ? persona.Id : $"{persona.Name} (persona {persona.Id})")}";

    private static string NameOf(Persona persona) => persona.Problem is null ? persona.Name : "(cannot be used)";

    private static string SourceOf(Persona persona) => persona.Source == PersonaSource.File ? persona.File! : $"set {persona.SetAt?.ToText()}{(persona.File is null ? "" : $" from {persona.File}")}";

    private static void WriteProperties(Utf8JsonWriter writer, Persona persona)
    {
        writer.WriteString("id", persona.Id);
        writer.WriteString("name", persona.Name);
        writer.WriteString("source", persona.Source == PersonaSource.File ? "file" : "database");
        writer.WriteText("file", persona.File);
        writer.WriteText("set_at", persona.SetAt?.ToText());
        writer.WriteString("definition", persona.Definition);
    }
}
