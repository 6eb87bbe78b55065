namespace TaskBoard.Tests.Simulation;

/// <summary>Somebody, or the network, sets the machine's wall clock, forward and back, while everybody works.</summary>
internal sealed class SimulatedClockSetter(SimulatedWorld world)
{
    private static readonly TimeSpan[] s_most =
        [TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(2), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(5000)];

    /// <summary>Sets it a few times; each element is a step.</summary>
    public IEnumerable<string> Sets()
    {
        for (var times = world.Random.Next(1, 5); times > 0; times--)
        {
            for (var pause = world.Random.Next(15); pause > 0; pause--)
            {
                yield return SimulatedPerson.Waits;
            }

            var by = s_most[world.Random.Next(s_most.Length)] * ((world.Random.NextDouble() * 2) - 1);
            world.Clock.Set += by;
            yield return $"clock is set by {by}";
        }
    }
}
