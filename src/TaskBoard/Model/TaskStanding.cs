namespace TaskBoard;

/// <summary>Where a task stands among the others at a moment: computed, not part of the file.</summary>
/// <param name="Ready">It can be claimed now.</param>
/// <param name="WaitingFor">What holds it back, each as a sentence; empty where it is ready, in hand or finished.</param>
public sealed record TaskStanding(bool Ready, ValueList<string> WaitingFor);
