using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace TaskBoard.TestKit;

/// <summary>
/// Properties checked by FsCheck over stories told by numbers: each number is the seed of one step, so that a failing story is shrunk by leaving
/// steps out. The run's own seed is one of <see cref="Seeds"/>: printed where it fails, and asked for in the same way.
/// </summary>
public static class Properties
{
    /// <summary>Holds for stories of one row of steps.</summary>
    /// <param name="tests">How many are told.</param>
    /// <param name="steps">The most steps in one.</param>
    /// <param name="property">Throws where it does not hold.</param>
    public static void ForAllStories(int tests, int steps, Action<int[]> property)
    {
        var seed = Seeds.Next();
        Seeds.Run(seed, _ => Prop.ForAll(Story(steps), property).Check(Repeatable(seed, tests)));
    }

    /// <summary>Holds for stories of three rows of steps: up to what two sides have in common, and of each side from there on.</summary>
    /// <param name="tests">How many are told.</param>
    /// <param name="before">The most steps in common.</param>
    /// <param name="after">The most steps of each side.</param>
    /// <param name="property">Throws where it does not hold.</param>
    public static void ForAllMerges(int tests, int before, int after, Action<int[], int[], int[]> property)
    {
        var seed = Seeds.Next();
        Seeds.Run(seed, _ => Prop.ForAll(Story(before), Story(after), Story(after), property).Check(Repeatable(seed, tests)));
    }

    private static Arbitrary<int[]> Story(int steps) =>
        Arb.From(from length in Gen.Choose(0, steps) from story in Gen.Choose(0, int.MaxValue).ArrayOf(length) select story, Shorter);

    /// <summary>The story without its first half, without its second, and without each one step: never with other steps, which would be another story.</summary>
    private static IEnumerable<int[]> Shorter(int[] story)
    {
        if (story.Length > 3)
        {
            yield return story[(story.Length / 2)..];
            yield return story[..(story.Length / 2)];
        }

        for (var without = 0; without < story.Length; without++)
        {
            yield return [.. story[..without], .. story[(without + 1)..]];
        }
    }

    private static Config Repeatable(int seed, int tests) =>
        Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd((ulong)seed), null))).WithQuietOnSuccess(true);
}
