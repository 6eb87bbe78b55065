using TaskBoard.Files;

namespace TaskBoard;

/// <content>The edge: what the system said becomes an exception whose message is safe to show and says what to do.</content>
public sealed partial class Board
{
    private static T AtTheEdge<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DiskException e)
        {
            throw DiskErrors.Translate(e);
        }
    }
}
