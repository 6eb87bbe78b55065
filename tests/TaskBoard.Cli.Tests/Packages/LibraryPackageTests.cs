using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Packages;

/// <summary>The library, as a program outside this repository uses it.</summary>
[Collection(PackedProductsGroup.Name)]
public sealed class LibraryPackageTests(PackedProducts packed)
{
    [Fact]
    public async Task A_program_that_refers_to_the_package_does_what_the_packages_readme_shows()
    {
        var readme = (await File.ReadAllTextAsync(Checkout.File("src/TaskBoard/README.md"))).ReplaceLineEndings("\n");
        var place = packed.NewPlace("program");
        await File.WriteAllTextAsync(Path.Combine(place, "program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TaskBoard" Version="{packed.Version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(place, "Program.cs"), Block(readme, "csharp"));
        await packed.DoAsync(place, "dotnet", "build", "--disable-build-servers", "--nologo", "-v", "quiet");
        Assert.Equal(Block(readme, "text"), await packed.DoAsync(place, "dotnet", "exec", "bin/Debug/net10.0/program.dll"));
    }

    [Fact]
    public async Task The_packages_readme_shows_the_code_of_the_repositorys()
    {
        var readme = (await File.ReadAllTextAsync(Checkout.File("src/TaskBoard/README.md"))).ReplaceLineEndings("\n");
        Assert.Equal(await File.ReadAllTextAsync(Checkout.File("examples/FirstSteps/Program.cs")), Block(readme, "csharp"));
    }

    private static string Block(string readme, string language)
    {
        var begin = readme.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}
