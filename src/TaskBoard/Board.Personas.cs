using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>Who agents can be.</content>
public sealed partial class Board
{
    /// <summary>
    /// The personas that are described, by id: those that were set, and, of other ids, those of the files <c>personas/ID.md</c> beside the board. One that
    /// cannot be used is among them, with the problem.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HistoryDamagedException">The history cannot be read.</exception>
    public Task<ValueList<Persona>> PersonasAsync(CancellationToken cancellationToken = default) =>
        History.ReadAsync(reader => MergedPersonas(reader?.Personas() ?? []).ToValueList(), cancellationToken);

    /// <summary>The persona of an id, as <see cref="PersonasAsync"/> gives it; null: none is described.</summary>
    /// <param name="id">What tasks and agents call it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HistoryDamagedException">The history cannot be read.</exception>
    public Task<Persona?> FindPersonaAsync(string id, CancellationToken cancellationToken = default) => History.ReadAsync(
        reader => (reader?.Personas() ?? []).FirstOrDefault(row => row.Id == id) is { } row ? Set(row) : PersonaFiles.Find(_seams.Disk, Directory, id),
        cancellationToken);

    /// <summary>
    /// Describes a persona, or describes it anew. From the first one on, a persona that is neither described nor asked for by a task is refused wherever
    /// it is named (<see cref="PersonaNotFoundException"/>).
    /// </summary>
    /// <param name="id">What tasks and agents call it.</param>
    /// <param name="definition">Who it is and how it works, in Markdown; the heading at its top is its name. At most 64 KiB.</param>
    /// <param name="by">Who describes it.</param>
    /// <param name="file">Where the definition was read from, to be told; null: nothing is.</param>
    /// <param name="cancellationToken">Cancels before the commit point.</param>
    /// <exception cref="InvalidRequestException">The text is no definition.</exception>
    public Task<BoardChange> SetPersonaAsync(string id, string definition, ChangeBy by, string? file = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(by);
        return ChangeAsync(Operations.SetPersona(id, definition, file, by), by, RequestHash.Of("set-persona", id, definition, file), cancellationToken);
    }

    /// <summary>Takes back the description of a persona that was set. Where there is a file for it, that counts again.</summary>
    /// <param name="id">What tasks and agents call it.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="cancellationToken">Cancels before the commit point.</param>
    /// <exception cref="PersonaNotFoundException">None of this id was set.</exception>
    public Task<BoardChange> RemovePersonaAsync(string id, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return ChangeAsync(Operations.RemovePersona(id, by), by, RequestHash.Of("remove-persona", id), cancellationToken);
    }

    private IEnumerable<Persona> MergedPersonas(IReadOnlyList<PersonaRow> rows)
    {
        var set = rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return rows.Select(Set).Concat(PersonaFiles.All(_seams.Disk, Directory).Where(p => !set.Contains(p.Id))).OrderBy(p => p.Id, StringComparer.Ordinal);
    }

    private static Persona Set(PersonaRow row) => new(row.Id, row.Name, row.Definition)
    {
        Source = PersonaSource.Database,
        File = row.Source,
        SetAt = row.Problem is null ? row.CreatedAt : null,
        Problem = row.Problem,
    };

    private IReadOnlyCollection<string> PersonaFileIds() => PersonaFiles.Ids(_seams.Disk, Directory);

    private string? PersonaFileFault(string id) => PersonaFiles.Find(_seams.Disk, Directory, id)?.Problem;

    /// <summary>The same, with the personas of files in view. They are looked up only where somebody names or plays one.</summary>
    private BoardOperation WithPersonaFiles(BoardOperation operation) => view => operation(view with { PersonaFiles = PersonaFileIds, PersonaFault = PersonaFileFault });
}
