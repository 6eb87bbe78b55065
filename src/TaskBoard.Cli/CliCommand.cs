using System.CommandLine;

namespace TaskBoard.Cli;

/// <summary>One command: a small file each under <c>Commands/</c>, and one line in <see cref="CommandList"/>.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="examples">At least one command line, shown in the help.</param>
internal sealed class CliCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Command lines that show how it is used.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>More to know, shown at the end of the help.</summary>
    public string? Remarks { get; init; }

    /// <summary>One of the ten commands of daily work, which the short help shows.</summary>
    public bool Daily { get; init; }

    /// <summary>It changes the board, so it needs the name of an agent.</summary>
    public bool Changes { get; private set; }

    /// <summary>It changes nothing, and still asks for the name of an agent, or answers differently where it knows it.</summary>
    public bool NamesAgent { get; init; }

    /// <summary>A signal does not end it: it waits for a child that gets the signal too.</summary>
    public bool OutlivesSignals { get; init; }

    /// <summary>It hears signals itself, and decides what they mean.</summary>
    public bool HandlesSignals { get; init; }

    /// <summary>It reads and soon ends: a signal ends it like any program, and nothing is made ready to hear one.</summary>
    public bool EndsAtOnce { get; init; }

    /// <summary>It goes on until it is ended, so that its meter and its traces can be listened to.</summary>
    public bool GoesOn { get; init; }

    /// <summary>What it does; null: it only holds further commands.</summary>
    public Func<CommandCall, Task<int>>? Run { get; private set; }

    /// <summary>Does something that it opens the board for itself, if it needs one.</summary>
    public CliCommand Running(Func<CommandCall, Task<int>> run, bool changes = false)
    {
        Run = run;
        Changes = changes;
        return this;
    }

    /// <summary>Reads the board. Settings that cannot be used are warned of, and finished work that was removed.</summary>
    public CliCommand Reading(Func<CommandCall, Board, Task<int>> run) => Examining((call, board) =>
    {
        Boards.RemovedWork.Warn(call, board);
        Boards.BoardSettings.Warn(call, board);
        return run(call, board);
    });

    /// <summary>Reads the board, and says by itself what is wrong with it.</summary>
    public CliCommand Examining(Func<CommandCall, Board, Task<int>> run) => Running(async call =>
    {
        await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
        return await run(call, board).ConfigureAwait(false);
    });

    /// <summary>Changes the board under the name of an agent.</summary>
    public CliCommand Changing(Func<CommandCall, Board, ChangeBy, Task<int>> run)
    {
        Acting(run).Changes = true;
        return this;
    }

    /// <summary>Does something under the name of an agent that is no change of the board, such as holding its lock.</summary>
    public CliCommand Acting(Func<CommandCall, Board, ChangeBy, Task<int>> run) => Running(async call =>
    {
        var by = call.By();
        await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
        return await run(call, board, by).ConfigureAwait(false);
    });
}
