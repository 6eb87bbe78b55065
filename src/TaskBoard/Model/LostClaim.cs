namespace TaskBoard;

/// <summary>A claim that going back ends.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Agent">Who has it.</param>
public sealed record LostClaim(ClaimHandle Claim, string Agent);
