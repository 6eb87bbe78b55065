using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Packages;

/// <summary>What is in the packages, and what they say of themselves.</summary>
[Collection(PackedProductsGroup.Name)]
public sealed partial class PackageContentTests(PackedProducts packed)
{
    [Fact]
    public async Task The_packages_hold_what_they_should_and_nothing_else()
    {
        var text = new StringBuilder();
        foreach (var package in Directory.GetFiles(packed.Feed).Order(StringComparer.Ordinal))
        {
            text.Append(General(Path.GetFileName(package))).Append('\n');
            await using var archive = await ZipFile.OpenReadAsync(package);
            var names = archive.Entries.Select(e => e.FullName).Where(n => !Framing().IsMatch(n)).Select(n => General(NativeLibrary().Replace(n, "…")));
            text.AppendJoin('\n', names.Distinct().Order(StringComparer.Ordinal).Select(n => $"  {n}")).Append("\n\n");
        }

        await Snapshot.Verify(text.ToString());
    }

    [Theory]
    [InlineData("TaskBoard")]
    [InlineData("TaskBoard.Cli")]
    [InlineData("TaskBoard.Mcp")]
    public async Task The_description_is_complete(string id)
    {
        var text = await TextAsync(id, $"{id}.nuspec");
        await Snapshot.Verify(General(Repository().Replace(text, "")).TrimStart('\uFEFF'), id, "nuspec");

        // Only a checkout of git knows its commit, and only where it is public it has an address.
        Assert.All(Repository().Matches(text), m => Assert.Matches("^ *<repository type=\"git\" (url=\"https://[^\"]+\" )?commit=\"[0-9a-f]+\" />\n$", m.Value));
    }

    [Fact]
    public async Task No_file_names_a_directory_of_the_machine_that_packed()
    {
        foreach (var package in Directory.GetFiles(packed.Feed))
        {
            await using var archive = await ZipFile.OpenReadAsync(package);
            foreach (var entry in archive.Entries.Where(e => Ours().IsMatch(e.Name)))
            {
                var content = await ContentAsync(entry);
                foreach (var directory in (string[])[Checkout.Root, Path.GetDirectoryName(packed.Feed)!])
                {
                    Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(directory)) < 0, $"{entry.FullName} in {Path.GetFileName(package)} names {directory}.");
                }
            }
        }
    }

    [Fact]
    public async Task The_tool_is_found_for_this_platform_and_for_any_other() => Assert.Equal(
        ["any", packed.Platform],
        Runtime().Matches(await TextAsync("TaskBoard.Cli", "tools/any/any/DotnetToolSettings.xml")).Select(m => m.Groups["runtime"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_tool_for_this_platform_is_compiled_ahead()
    {
        await using var archive = await ZipFile.OpenReadAsync(Path.Combine(packed.Feed, $"TaskBoard.Cli.{packed.Platform}.{packed.Version}.nupkg"));
        foreach (var entry in archive.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal) && !NativeLibrary().IsMatch(e.FullName)))
        {
            using var content = new MemoryStream(await ContentAsync(entry));
            using var assembly = new PEReader(content);
            Assert.True(assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, $"{entry.Name} is compiled when it is started.");
        }
    }

    [Fact]
    public void Programs_can_rely_on_nothing_in_the_tool() => Assert.Empty(typeof(CliProgram).Assembly.GetExportedTypes());

    private async Task<string> TextAsync(string id, string entry)
    {
        await using var archive = await ZipFile.OpenReadAsync(Path.Combine(packed.Feed, $"{id}.{packed.Version}.nupkg"));
        return Encoding.UTF8.GetString(await ContentAsync(archive.GetEntry(entry)!)).ReplaceLineEndings("\n");
    }

    private static async Task<byte[]> ContentAsync(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        await using var from = await entry.OpenAsync();
        await from.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>Without what differs between versions and platforms.</summary>
    private string General(string text) => text.Replace(packed.Version, "VERSION", StringComparison.Ordinal)
        .Replace(packed.Platform, "PLATFORM", StringComparison.Ordinal).Replace("TaskBoard.Cli.exe", "TaskBoard.Cli", StringComparison.Ordinal);

    /// <summary>What the package format itself adds.</summary>
    [GeneratedRegex(@"^(_rels/|package/|\[Content_Types\])")]
    private static partial Regex Framing();

    [GeneratedRegex(@"(?<=/any/runtimes/).*|(?<=/)(lib)?e_sqlite3\.(so|dll|dylib)$", RegexOptions.ExplicitCapture)]
    private static partial Regex NativeLibrary();

    [GeneratedRegex(" *<repository [^\n]*\n")]
    private static partial Regex Repository();

    [GeneratedRegex(@"^TaskBoard\.|\.nuspec$")]
    private static partial Regex Ours();

    [GeneratedRegex("RuntimeIdentifier=\"(?<runtime>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Runtime();
}
