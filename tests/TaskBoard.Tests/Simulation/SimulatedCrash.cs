namespace TaskBoard.Tests.Simulation;

/// <summary>The death of a simulated process, thrown out of whatever it was about to do. No code under test may catch it and go on: every further call throws it again.</summary>
internal sealed class SimulatedCrash() : Exception("This simulated process was killed.");
