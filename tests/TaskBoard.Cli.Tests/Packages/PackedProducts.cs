using System.Runtime.InteropServices;
using System.Security;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Packages;

/// <summary>
/// The packages, packed as a release packs them, into a directory of their own; and a place to use them from that knows no other package
/// source, and shares no settings and caches with whoever runs the tests.
/// </summary>
public sealed class PackedProducts : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();

    /// <summary>Where the packages are.</summary>
    public string Feed => _directory["feed"];

    /// <summary>
    /// Where the tool is installed from. In the long form (<c>TASKBOARD_TEST_LONG=1</c>) on Linux it is compiled to machine code, as in a release, which takes
    /// minutes; else ready-to-run.
    /// </summary>
    public string ToolFeed => LongForm.IsAsked && OperatingSystem.IsLinux() ? _directory["native-feed"] : Feed;

    /// <summary>The version of all.</summary>
    public string Version => Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "TaskBoard.Mcp.*.snupkg").Single())["TaskBoard.Mcp.".Length..];

    /// <summary>The platform that the tool was compiled ahead for.</summary>
    public string Platform { get; } = RuntimeInformation.RuntimeIdentifier;

    /// <summary>Where a test may install the tool; what runs here finds it there by its name.</summary>
    public string Tools => _directory["tools"];

    /// <summary>A new directory whose NuGet settings name these packages (null: all), and as a cache what the build has restored already.</summary>
    public string NewPlace(string name, string? feed = null)
    {
        var place = Directory.CreateDirectory(_directory[name]).FullName;
        File.WriteAllText(Path.Combine(place, "NuGet.Config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{SecurityElement.Escape(_directory["cache"])}" /></config>
              <packageSources><clear /><add key="packed" value="{SecurityElement.Escape(feed ?? Feed)}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{SecurityElement.Escape(RestoredPackages)}" /></fallbackPackageFolders>
            </configuration>
            """);
        return place;
    }

    /// <summary>Runs a program that keeps its settings and caches here.</summary>
    internal async Task<CliAnswer> RunAsync(string directory, string program, params string[] arguments)
    {
        using var child = Child.Start(directory, program, Variables(), arguments);
        return await child.AnswerAsync();
    }

    /// <summary>Runs a program that must succeed; what it wrote.</summary>
    internal async Task<string> DoAsync(string directory, string program, params string[] arguments)
    {
        var answer = await RunAsync(directory, program, arguments);
        Assert.True(answer.Code == 0, $"{program} {string.Join(' ', arguments)}\n{answer}");
        return answer.Out;
    }

    private Dictionary<string, string> Variables() => new(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_HOME"] = _directory["home"],
        ["NUGET_PACKAGES"] = _directory["cache"],
        ["DOTNET_NOLOGO"] = "1",
        ["PATH"] = $"{Tools}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
    };

    async Task IAsyncLifetime.InitializeAsync()
    {
        foreach (var project in (string[])["TaskBoard.Cli", "TaskBoard.Mcp", "TaskBoard"])
        {
            await PackAsync(project, Feed);
        }

        if (ToolFeed != Feed)
        {
            await PackAsync("TaskBoard.Cli", ToolFeed, "-r", Platform, "-p:Native=true");
            File.Copy(Path.Combine(Feed, $"TaskBoard.Cli.{Version}.nupkg"), Path.Combine(ToolFeed, $"TaskBoard.Cli.{Version}.nupkg"));
        }
    }

    /// <summary>Beside the checkout: its own build must not change under tests that run it at the same time.</summary>
    private async Task PackAsync(string project, string feed, params string[] how)
    {
        var answer = await Child.RunAsync(
            Checkout.Root, "dotnet", [
                "pack", Path.Combine("src", project), "--output", feed, "--artifacts-path", _directory["artifacts"],
                "--disable-build-servers", "-p:RunAnalyzers=false", "--nologo", "-v", "quiet", .. how]);
        Assert.True(answer.Code == 0, answer.ToString());
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static string RestoredPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
        ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}

/// <summary>The tests that use the packages: packed once for all of them, when no other test runs, because compilers take all of a small machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PackedProductsGroup : ICollectionFixture<PackedProducts>
{
    /// <summary>What a test says to belong to it.</summary>
    public const string Name = "packages";
}
