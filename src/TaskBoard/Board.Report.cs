using TaskBoard.Report;
using TaskBoard.Rules;

namespace TaskBoard;

/// <content>The coordination document.</content>
public sealed partial class Board
{
    /// <summary>How often the board is looked at again, where others change it meanwhile.</summary>
    private const int ReportTries = 3;

    private static readonly TimeSpan DefaultReportSpan = TimeSpan.FromDays(1);

    /// <summary>
    /// The coordination document of the board. Reads only, takes no turn and keeps nothing: from where on it tells what happened, the caller says, or it
    /// is the day that ends with the last event.
    /// </summary>
    /// <param name="options">What to report; null: the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RevisionNotFoundException">There is no such revision.</exception>
    /// <exception cref="BoardUnreadableException">The file cannot be read, and there is no history to fall back on.</exception>
    public async Task<BoardReport> ReportAsync(ReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ReportOptions();
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = await ReadAsync(cancellationToken).ConfigureAwait(false);
            var source = await SourceAsync(snapshot, options, cancellationToken).ConfigureAwait(false);

            // A report of one moment: not of a board that was changed while its events were read.
            if (attempt == ReportTries || (await ReadAsync(cancellationToken).ConfigureAwait(false)).Equals(snapshot))
            {
                return ReportMaking.Of(source);
            }
        }
    }

    private async Task<ReportSource> SourceAsync(BoardSnapshot snapshot, ReportOptions options, CancellationToken cancellationToken)
    {
        var troubles = new List<string>();
        BoardEvent? last = null;
        var events = new List<BoardEvent>();
        ValueList<Agent> agents = [];
        var start = new ReportStart(options.AfterRevision, options.Since, IsChosen: true);
        try
        {
            last = await LastEventAsync(cancellationToken).ConfigureAwait(false);
            agents = await AgentsAsync(cancellationToken).ConfigureAwait(false);
            if (options.AfterRevision > (last?.Revision ?? 0))
            {
                throw new RevisionNotFoundException($"revision {options.AfterRevision}", last?.Revision ?? 0);
            }

            if (options is { AfterRevision: null, Since: null })
            {
                start = new ReportStart(null, last?.RecordedAt - DefaultReportSpan, IsChosen: false);
            }

            var filter = new EventFilter { AfterRevision = start.AfterRevision ?? 0, Since = start.Since, ToRevision = last?.Revision };
            await foreach (var e in History.EventsAsync(filter, cancellationToken).ConfigureAwait(false))
            {
                events.Add(e);
            }

            if (await History.IsBehindFileAsync(cancellationToken).ConfigureAwait(false))
            {
                troubles.Add("tasks.json holds a hand edit that is not recorded yet; the next change records it.");
            }
        }
        catch (BoardException e) when (e.Kind == BoardErrorKind.Unreadable && snapshot.Readable)
        {
            troubles.Add($"The history cannot be read, so what happened is not told: {e.Message}");
        }

        var ids = snapshot.Tasks.SelectMany(t => new[] { t.Persona, Holding.AgentOf(t) }).Concat(agents.Select(a => a.Persona)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new ReportSource(Path.GetFileName(Path.TrimEndingDirectorySeparator(Directory)), snapshot, StandingOf(snapshot), start, events, last)
        {
            Agents = agents.Where(a => a.Status != AgentStatus.Gone)
                .Select(a => new KnownAgent(a.Id, a.Persona, a.Role, a.Focus, a.WorkingDirectory, a.Note, a.Status == AgentStatus.Lost)).ToList(),
            Personas = await Task.Run(() => Described(ids), cancellationToken).ConfigureAwait(false),
            Troubles = troubles,
        };
    }

    /// <summary>Those of these ids that are described, and can be read.</summary>
    private List<KnownPersona> Described(HashSet<string> ids) => ids.Count == 0 ? [] : MergedPersonas(OnRecord(reader => reader.Personas()) ?? [])
        .Where(p => p.Problem is null && ids.Contains(p.Id))
        .Select(p => KnownPersona.Of(p.Id, p.Definition))
        .ToList();

    private async Task<BoardEvent?> LastEventAsync(CancellationToken cancellationToken)
    {
        await foreach (var e in History.EventsAsync(new EventFilter { NewestFirst = true }, cancellationToken).ConfigureAwait(false))
        {
            return e;
        }

        return null;
    }
}
