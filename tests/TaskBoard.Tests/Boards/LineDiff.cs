using System.ComponentModel;
using System.Diagnostics;
using TaskBoard.TestKit;

namespace TaskBoard.Tests.Boards;

/// <summary>The lines that differ between two texts: by git, as a person would see them; where there is no git, by comparing lines.</summary>
internal static class LineDiff
{
    /// <summary>Each line that went (<c>-</c>) or came (<c>+</c>), with carriage returns shown.</summary>
    public static string Of(string before, string after)
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["before"], before);
        File.WriteAllText(directory["after"], after);
        var lines = ByGit(directory) ?? ByLines(before.Split('\n'), after.Split('\n'));
        return string.Concat(lines.Select(l => l.Replace("\r", "␍", StringComparison.Ordinal) + "\n"));
    }

    private static IEnumerable<string>? ByGit(TempDirectory directory)
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-c", "core.autocrlf=false", "diff", "--no-index", "--no-color", "--unified=0", "before", "after"])
            {
                WorkingDirectory = directory.Path,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using var git = Process.Start(start)!;
            var text = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return text.Split('\n').SkipWhile(l => !l.StartsWith("@@", StringComparison.Ordinal)).Where(l => l is ['-' or '+', ..]);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>By the longest common subsequence.</summary>
    private static IEnumerable<string> ByLines(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else
            {
                yield return i < before.Length && (j == after.Length || common[i + 1, j] >= common[i, j + 1]) ? $"-{before[i++]}" : $"+{after[j++]}";
            }
        }
    }
}
