using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>What was asked for makes no sense; nothing was changed.</summary>
public sealed class InvalidRequestException : BoardException
{
    internal InvalidRequestException(string message, string? task = null)
        : base(BoardErrorCodes.InvalidRequest, BoardErrorKind.Usage, message) => (Task, Said) = (task, Sentence.ToCaller(message));

    internal InvalidRequestException(Sentence message)
        : base(BoardErrorCodes.InvalidRequest, BoardErrorKind.Usage, message.Text) => Said = message;

    /// <summary>The message, which knows what it quotes of the board.</summary>
    internal Sentence Said { get; }
}

/// <summary>A plan cannot be added as it is; all that is wrong with it is told at once, and nothing was changed.</summary>
public sealed class InvalidPlanException : BoardException
{
    private const int Shown = 50;

    internal InvalidPlanException(IReadOnlyList<PlanProblem> problems)
        : base(BoardErrorCodes.InvalidPlan, BoardErrorKind.Usage, Text(problems)) => Problems = problems.ToValueList();

    /// <summary>Everything that is to be mended, in the order of the plan.</summary>
    public ValueList<PlanProblem> Problems { get; }

    private static string Text(IReadOnlyList<PlanProblem> problems) =>
        $"Nothing of the plan was added: {string.Join(" ", problems.Take(Shown))}{(problems.Count > Shown ? $" And {problems.Count - Shown} more." : "")}";
}

/// <summary>A request key was used before, by the same agent, for another request; nothing was changed.</summary>
public sealed class RequestKeyReusedException : BoardException
{
    internal RequestKeyReusedException(string agent, string requestKey, long revision)
        : base(BoardErrorCodes.RequestKeyReused, BoardErrorKind.Refused,
            $"Request key '{requestKey}' of {agent} was used for another request (revision {revision}). Repeat that request unchanged, or use a new key.")
    {
        RequestKey = requestKey;
        Revision = revision;
    }

    /// <summary>The key.</summary>
    public string RequestKey { get; }

    /// <summary>The revision that the key's first request became.</summary>
    public long Revision { get; }
}
