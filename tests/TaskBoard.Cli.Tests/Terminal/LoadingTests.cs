using System.Reflection;
using System.Runtime.Loader;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>Agents call commands by the thousand: what only draws is not loaded for them, nor what serves other protocols.</summary>
public sealed class LoadingTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("show", "a")]
    [InlineData("log")]
    [InlineData("stats")]
    [InlineData("query", "SELECT id FROM tasks")]
    [InlineData("report")]
    [InlineData("graph")]
    [InlineData("claim", "--agent", "b")]
    [InlineData("diff", "0")]
    [InlineData("agents")]
    [InlineData("check")]
    [InlineData("personas")]
    [InlineData("note", "a", "seen", "--agent", "b")]
    [InlineData("add", "B", "--agent", "b")]
    [InlineData("list", "--help")]
    public async Task Off_a_terminal_nothing_that_draws_or_serves_is_loaded(params string[] args)
    {
        var cli = new CliRun(_directory.Path);
        await cli.RunAsync("init");
        await cli.RunAsync("add", "A", "--id", "a");

        // The same program once more, beside the one of these tests, so that nothing of it is loaded yet.
        var fresh = new FreshContext(Path.GetDirectoryName(typeof(CliProgram).Assembly.Location)!);
        var program = fresh.LoadFromAssemblyName(typeof(CliProgram).Assembly.GetName()).GetType(typeof(CliProgram).FullName!)!;
        var (environment, run) = Entry(program);
        await using var output = new StringWriter();
        var code = await (Task<int>)run.Invoke(null, [(string[])[.. args, "--board", _directory.Path], TextReader.Null, output, output, environment])!;
        Assert.True(code == 0, output.ToString());
        var loaded = fresh.Assemblies.Select(a => a.GetName().Name).ToList();
        Assert.Contains("TaskBoard", loaded);
        Assert.DoesNotContain(loaded, name => name!.StartsWith("Spectre", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, name => name == "TaskBoard.Mcp" || name!.StartsWith("ModelContextProtocol", StringComparison.Ordinal));
        fresh.Unload();
    }

    private static (object Environment, MethodInfo Run) Entry(Type program)
    {
        var run = program.GetMethods(BindingFlags.Public | BindingFlags.Static).Single(m => m.Name == nameof(CliProgram.RunAsync) && m.GetParameters().Length == 5);
        var type = run.GetParameters()[4].ParameterType;
        var environment = type.GetMethod(nameof(CliEnvironment.OfProcess))!.Invoke(null, null)!;
        type.GetProperty(nameof(CliEnvironment.Screen))!.SetValue(environment, null);
        return (environment, run);
    }

    private sealed class FreshContext(string directory) : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(directory, $"{assemblyName.Name}.dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
