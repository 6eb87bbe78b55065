namespace TaskBoard.Benchmarks.Rows;

/// <summary>Where the sources are: this program is run from a checkout.</summary>
internal static class Checkout
{
    public static string Root
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            {
                if (File.Exists(Path.Combine(at.FullName, "TaskBoard.sln")))
                {
                    return at.FullName;
                }
            }

            throw new InvalidOperationException("Not in a checkout.");
        }
    }
}
