using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Packages;

/// <summary>What no release has: told by the projects alone, so that nothing needs to be packed for it.</summary>
public sealed class UnpackedProjectsTests
{
    [Fact]
    public async Task Nothing_of_tests_and_examples_is_packed()
    {
        var projects = ((string[])["tests", "examples"]).SelectMany(d => Directory.GetFiles(Checkout.File(d), "*.csproj", SearchOption.AllDirectories)).ToList();
        Assert.True(projects.Count > 5);
        await Parallel.ForEachAsync(projects, async (project, _) =>
        {
            var answer = await Child.RunAsync(Checkout.Root, "dotnet", "msbuild", project, "-getProperty:IsPackable", "-nodeReuse:false");
            Assert.True(answer is { Code: 0, Out: "false\n" }, $"{project}\n{answer}");
        });
    }
}
