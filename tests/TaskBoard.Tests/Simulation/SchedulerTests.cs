using Xunit;

namespace TaskBoard.Tests.Simulation;

public sealed class SchedulerTests
{
    [Fact]
    public void The_same_seed_gives_the_same_interleaving()
    {
        Assert.Equal(Interleaving(42), Interleaving(42));
        Assert.NotEqual(Interleaving(42), Interleaving(43));
    }

    [Fact]
    public void A_planted_race_is_found_within_a_few_seeds()
    {
        // Read, step, write: the classic lost update.
        var lost = Enumerable.Range(0, 50).Count(seed => Count(seed, steps: true) < 20);
        Assert.InRange(lost, 1, 50);
        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(20, Count(seed, steps: false)));
    }

    [Fact]
    public void A_killed_thread_has_no_further_effect()
    {
        var seeds = Enumerable.Range(0, 50).Select(seed =>
        {
            using var scheduler = new Scheduler(new Random(seed), new SchedulerSettings { KillChance = 0.2 });
            var (effects, swallowed) = (0, 0);
            scheduler.Start("a", () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    try
                    {
                        scheduler.Step("work");
                        effects++;
                    }
                    catch (SimulatedCrash) when (swallowed++ < 5)
                    {
                        // Code that swallows its own death still cannot do anything.
                    }
                }
            });
            scheduler.Run();
            return (effects, swallowed, scheduler.Kills);
        }).ToArray();

        Assert.All(seeds, s => Assert.True(s.Kills == 1 ? s.swallowed > 0 && s.effects < 20 : s.effects == 20));
        Assert.Contains(seeds, s => s is { Kills: 1, swallowed: > 1 });
    }

    [Fact]
    public void Sleepers_wake_in_order_and_time_passes_only_in_the_simulation()
    {
        using var scheduler = new Scheduler(new Random(1), new SchedulerSettings());
        var order = new List<string>();
        scheduler.Start("late", () =>
        {
            scheduler.Sleep(TimeSpan.FromHours(2));
            order.Add("late");
        });
        scheduler.Start("early", () =>
        {
            scheduler.Sleep(TimeSpan.FromHours(1));
            order.Add("early");
        });
        var before = scheduler.Now;
        scheduler.Run();
        Assert.Equal(["early", "late"], order);
        Assert.InRange(scheduler.Now - before, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
    }

    [Fact]
    public void What_a_thread_throws_fails_the_run()
    {
        using var scheduler = new Scheduler(new Random(1), new SchedulerSettings());
        scheduler.Start("a", () => throw new InvalidOperationException("planted"));
        Assert.Equal("planted", Assert.Throws<InvalidOperationException>(scheduler.Run).Message);
    }

    private static string Interleaving(int seed)
    {
        using var scheduler = new Scheduler(new Random(seed), new SchedulerSettings());
        for (var i = 0; i < 3; i++)
        {
            scheduler.Start($"t{i}", () =>
            {
                for (var step = 0; step < 10; step++)
                {
                    scheduler.Step("works");
                }
            });
        }

        scheduler.Run();
        return string.Join('\n', scheduler.Trace);
    }

    private static int Count(int seed, bool steps)
    {
        using var scheduler = new Scheduler(new Random(seed), new SchedulerSettings());
        var count = 0;
        for (var i = 0; i < 2; i++)
        {
            scheduler.Start($"t{i}", () =>
            {
                for (var step = 0; step < 10; step++)
                {
                    scheduler.Step("works");
                    var read = count;
                    if (steps)
                    {
                        scheduler.Step("writes");
                    }

                    count = read + 1;
                }
            });
        }

        scheduler.Run();
        return count;
    }
}
