using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>Everything outside of a turn's own logic: the real machine, an injected fault, or a simulation.</summary>
/// <param name="Disk">The board's files.</param>
/// <param name="Processes">Who lives on this machine, and waiting.</param>
/// <param name="Journals">The history database.</param>
/// <param name="Clock">The wall clock.</param>
/// <param name="Random">A random number from 0 to (excluding) the bound.</param>
internal sealed record TurnSeams(IDisk Disk, IProcesses Processes, IJournalStore Journals, TimeProvider Clock, Func<int, int> Random);

/// <summary>What a turn goes by from its beginning to its end.</summary>
/// <param name="Options">What the rest is made from.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Settings">How the turn is taken.</param>
internal sealed record TurnTerms(BoardOptions Options, TurnLock Lock, TurnSettings Settings);

/// <summary>How turns are taken.</summary>
/// <param name="Durable">Whether what is acknowledged survives a power cut.</param>
/// <param name="BusyTimeout">How long to wait for a foreign program that writes the history database.</param>
/// <param name="Limits">What is too much for the file.</param>
/// <param name="Rules">What rules need of the options.</param>
internal sealed record TurnSettings(bool Durable, TimeSpan BusyTimeout, BoardLimits Limits, BoardSettings Rules);
