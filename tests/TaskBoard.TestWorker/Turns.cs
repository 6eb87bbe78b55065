using System.Security.Cryptography;
using TaskBoard.Files;
using TaskBoard.Locking;

namespace TaskBoard.TestWorker;

/// <summary>Turn locks as workers use them.</summary>
internal static class Turns
{
    public static TurnLock At(string directory, IDisk disk, IProcesses processes, string? heldLock = null) => new(
        disk, processes, new BoardPaths(disk.Resolve(directory)),
        new TurnLockSettings(TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15), BoardMode.Local, heldLock),
        static memory => RandomNumberGenerator.Fill(memory.Span), TimeProvider.System);
}
