using System.Collections.Concurrent;

namespace TaskBoard.Mcp.Resources;

/// <summary>
/// Finds the personas whose text has changed, whoever changed it: of their files (<c>personas/ID.md</c>), which are written, exchanged and taken away by hand, no event tells.
/// So those that are wanted are read every two seconds, and at once where the board tells of one, and compared with what they were. What is the same again by then has not
/// changed. Safe for use by many threads.
/// </summary>
/// <param name="board">Whose personas.</param>
/// <param name="clock">Whose timer it is.</param>
internal sealed class PersonaWatch(Board board, TimeProvider clock) : IDisposable
{
    /// <summary>How long a change may stay unseen that nothing announces.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, string?> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _looking = new(1, 1);

    /// <summary>Remembers how a resource is: what becomes of it from now on is a change. Resources that are no personas are passed over.</summary>
    /// <exception cref="BoardException">It cannot be read.</exception>
    public async Task BeginAsync(string uri, ResourceName name, CancellationToken cancellationToken)
    {
        if (name.Kind == ResourceKind.Persona)
        {
            _known[uri] = await TextAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets a resource.</summary>
    public void Forget(string uri) => _known.TryRemove(uri, out _);

    /// <summary>Looks again and again, until it is cancelled.</summary>
    /// <param name="wanted">The resources.</param>
    /// <param name="tell">Told of each that has changed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<IReadOnlyDictionary<string, ResourceName>> wanted, Func<string, Task> tell, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(LongestSilence, clock, cancellationToken).ConfigureAwait(false);
            await LookAsync(wanted(), tell, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(IReadOnlyDictionary<string, ResourceName> wanted, Func<string, Task> tell, CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var (uri, name) in wanted.Where(w => w.Value.Kind == ResourceKind.Persona).ToList())
            {
                var text = await TextAsync(name, cancellationToken).ConfigureAwait(false);
                if (_known.TryGetValue(uri, out var known) && known != text && _known.TryUpdate(uri, text, known))
                {
                    await tell(uri).ConfigureAwait(false);
                }
            }
        }
        catch (BoardException)
        {
            // Where it cannot be read now, nothing is known of a change: the next look finds it.
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _looking.Dispose();

    /// <summary>What whoever reads it is given; null: there is none.</summary>
    private async Task<string?> TextAsync(ResourceName name, CancellationToken cancellationToken) =>
        name.Id.Length == 0 ? null : (await board.FindPersonaAsync(name.Id, cancellationToken).ConfigureAwait(false))?.Definition;
}
