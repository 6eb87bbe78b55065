using System.Security.Cryptography;
using TaskBoard.Files;

namespace TaskBoard.Tests.Errors;

/// <summary>
/// All files of a directory and what is in them, without the bookkeeping that taking a turn leaves (lock files, the self-test, SQLite's
/// <c>-shm</c> and <c>-wal</c>). Taken only while no board is open in this process: closing a database file by the file API would drop SQLite's locks.
/// </summary>
internal static class BoardFingerprint
{
    private static readonly string[] s_bookkeeping =
        ["history.db-shm", "history.db-wal", "gate.lock", "commit.lock", "lock-next", "lock-seen", "self-test", "mode", ".gitignore"];

    public static string Of(string directory) => string.Join('\n', Entries(new DirectoryInfo(directory), ""));

    private static IEnumerable<string> Entries(DirectoryInfo directory, string prefix)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var name = prefix + entry.Name;
            if (entry.LinkTarget is { } target)
            {
                yield return $"{name} -> {target}";
            }
            else if (entry is DirectoryInfo below)
            {
                foreach (var inner in Entries(below, name + "/"))
                {
                    yield return inner;
                }
            }
            else if (!s_bookkeeping.Contains(entry.Name))
            {
                // Opening a FIFO would wait for whoever writes into it.
                var plain = new RealDisk().Stat(entry.FullName) is { Kind: FileKind.File };
                yield return $"{name} {(plain ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(entry.FullName))) : "no file")}";
            }
        }
    }
}
