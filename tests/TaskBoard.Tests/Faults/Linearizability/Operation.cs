namespace TaskBoard.Tests.Faults.Linearizability;

/// <summary>What a client asked of a task, and what it was answered.</summary>
/// <param name="Client">Who.</param>
/// <param name="What">claim, complete, release, cancel, reopen or read.</param>
/// <param name="Attempt">The attempt named by its claim; 0: it named none.</param>
/// <param name="Begin">When it was asked.</param>
/// <param name="Answer">The answer; null: the client died waiting for it.</param>
internal sealed record Operation(string Client, string What, int Attempt, long Begin, Answer? Answer)
{
    public override string ToString() =>
        $"{Begin}..{Answer?.End.ToString() ?? "?"} {Client} {What}{(Attempt > 0 ? $" #{Attempt}" : "")}: {(Answer is null ? "died" : $"{Answer.Outcome} {Answer.State} #{Answer.Attempts} {Answer.Owner}")}";
}

/// <summary>An answer.</summary>
/// <param name="End">When it came.</param>
/// <param name="Outcome">ok, already or refused.</param>
/// <param name="State">The state of the task that came with it; "-": none did.</param>
/// <param name="Attempts">The attempts of the task.</param>
/// <param name="Owner">Its owner; "-": none.</param>
internal sealed record Answer(long End, string Outcome, string State, int Attempts, string Owner);
