using System.Runtime.CompilerServices;
using Xunit;

namespace TaskBoard.TestKit;

/// <summary>
/// Compares text with a file beside the test, in the shape of Verify.Xunit (which cannot be restored everywhere), so that the package can
/// take its place: <c>await Verify(text)</c> compares with <c>Class.Method.verified.txt</c>, and writes <c>….received.txt</c> where it differs.
/// To accept a new text, rename the received file.
/// </summary>
public static class Snapshot
{
    /// <summary>Compares; fails where the text differs or there is no verified file.</summary>
    /// <param name="text">What a person or a model will read. Line endings are compared as LF.</param>
    /// <param name="name">Distinguishes several texts of one test; null: there is one.</param>
    /// <param name="extension">The ending of the files.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="method">Filled in by the compiler.</param>
    public static async Task Verify(
        string text, string? name = null, string extension = "txt", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        var stem = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}{(name is null ? "" : "." + name)}");
        var (verified, received) = ($"{stem}.verified.{extension}", $"{stem}.received.{extension}");
        var actual = text.ReplaceLineEndings("\n");
        var expected = File.Exists(verified) ? (await File.ReadAllTextAsync(verified)).ReplaceLineEndings("\n") : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, actual);
        Assert.Fail(expected is null
            ? $"There is no {verified}. If this text is right, rename the received file:\n{actual}"
            : $"Differs from {verified}.\n--- expected\n{expected}\n--- received\n{actual}");
    }
}
