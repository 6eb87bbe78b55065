using TaskBoard.Files;

namespace TaskBoard;

/// <content>The edge: what the system said becomes an exception whose message is safe to show and says what to do.</content>
public sealed partial class Board
{
    private static T AtTheEdge<T>(Func<T> work) => AtTheEdge(work, reading: false);

    /// <summary>The same for what only reads: what cannot be read is said to be so.</summary>
    private static T Reading<T>(Func<T> work) => AtTheEdge(work, reading: true);

    private static T AtTheEdge<T>(Func<T> work, bool reading)
    {
        try
        {
            return work();
        }
        catch (DiskException e)
        {
            throw DiskErrors.Translate(e, reading: reading);
        }
    }
}
