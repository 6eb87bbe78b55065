using Xunit;

namespace TaskBoard.Tests;

/// <summary>Tests that want the machine for themselves: storms of processes, races, fairness. They run one after the other, when the others are done.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
