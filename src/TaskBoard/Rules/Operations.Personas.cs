using System.Security.Cryptography;
using System.Text;
using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Rules;

/// <content>Personas: set, remove.</content>
internal static partial class Operations
{
    public static BoardOperation SetPersona(string id, string text, string? file, ChangeBy by)
    {
        Requests.CheckAgent(by);
        var definition = PersonaText.Normal(text);
        Requests.Refuse([.. Requests.NameFaults("The id of a persona", id), .. Requests.LineFaults("The file", file)]);
        Requests.Refuse(PersonaText.FaultOf(definition) is { } fault ? [$"This cannot be the definition of the persona '{id}'. {fault}"] : []);
        var name = PersonaText.NameOf(definition) ?? id;
        return view => view.Personas().FirstOrDefault(row => row.Id == id) is { } there && there.Definition == definition
            ? new Decision { After = view.Content, Tasks = [], AlreadyDone = true }
            : new Decision
            {
                After = view.Content,
                Tasks = [],
                Personas = new Dictionary<string, PersonaRow?> { [id] = new(id, name, definition, file, view.Now) },
                AsideEvent = BoardEventKind.PersonaSet,
                Details = EntryText.With($"persona described (SHA-256 {HashOf(definition)})", $"{id}, {name}{(file is null ? "" : $", from {file}")}"),
            };
    }

    public static BoardOperation RemovePersona(string id, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse([.. Requests.NameFaults("The id of a persona", id)]);
        return view =>
        {
            var there = view.Personas();
            return there.Any(row => row.Id == id)
                ? new Decision
                {
                    After = view.Content,
                    Tasks = [],
                    Personas = new Dictionary<string, PersonaRow?> { [id] = null },
                    AsideEvent = BoardEventKind.PersonaRemoved,
                    Details = EntryText.With($"persona {id} removed", by.Reason),
                }
                : throw (view.PersonaFiles().Contains(id)
                    ? PersonaNotFoundException.InFile(id, PersonaFiles.Folder)
                    : new PersonaNotFoundException(id, there.Count == 0 ? null : NearestWord.To(id, [.. there.Select(row => row.Id)])));
        };
    }

    /// <summary>Proves later what the definition was: events keep no long texts.</summary>
    private static string HashOf(string definition) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition)));
}
