namespace TaskBoard.Cli;

/// <summary>A refusal that the command line makes by itself, before the board is asked.</summary>
internal sealed class CliException(string code, int exitCode, string message, string? task = null) : Exception(message)
{
    /// <summary>The stable code (<see cref="BoardErrorCodes"/>).</summary>
    public string Code { get; } = code;

    /// <summary>What the command ends with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The task concerned; null: none.</summary>
    public string? Task { get; } = task;

    /// <summary>What is wrong one by one, where it is several things; the message then says what they have in common.</summary>
    public IReadOnlyList<Input.InputProblem> Problems { get; init; } = [];

    /// <summary>The command line makes no sense.</summary>
    public static CliException Usage(string message) => new(BoardErrorCodes.InvalidRequest, Cli.ExitCode.Usage, message);
}
