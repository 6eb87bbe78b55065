namespace TaskBoard.TestKit;

/// <summary>The checkout that the tests were built from.</summary>
public static class Checkout
{
    /// <summary>Its directory.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that was built: <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration { get; } = Built()[0];

    /// <summary>A file in it.</summary>
    public static string File(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>What was built of a project, in the configuration of the tests.</summary>
    public static string Output(string project, string file) => File([.. project.Split('/'), "bin", .. Built(), file]);

    /// <summary>The configuration and the framework, by the names of directories.</summary>
    private static string[] Built() => AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)[^2..];

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, "TaskBoard.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("Not in a checkout.");
    }
}
