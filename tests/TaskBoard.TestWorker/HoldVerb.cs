using System.Globalization;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>hold DIR AGENT LEASE-SECONDS renewed|alone</c>: claims the next task, prints the handle, and with the first line of its input completes it: prints
/// <c>completed</c>, <c>completed late</c> or <c>refused CODE</c>. Where the claim renews itself it then waits until it knows that it is lost, and prints <c>lost</c>.
/// </summary>
internal static class HoldVerb
{
    public static int Run(string[] args) =>
        RunAsync(args[0], args[1], TimeSpan.FromSeconds(int.Parse(args[2], CultureInfo.InvariantCulture)), args[3] == "renewed").GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, string agent, TimeSpan lease, bool renewed)
    {
        await using var board = await Board.OpenAsync(directory);
        var claim = (await board.TryClaimNextAsync(agent, new ClaimOptions { Lease = lease, RenewedElsewhere = !renewed }))!;
        Console.WriteLine(claim.Handle);
        await Console.In.ReadLineAsync();
        try
        {
            Console.WriteLine((await claim.CompleteAsync("slept over it")).Late ? "completed late" : "completed");
        }
        catch (BoardException e)
        {
            Console.WriteLine($"refused {e.Code}");
        }

        if (renewed)
        {
            claim.LostToken.WaitHandle.WaitOne();
            Console.WriteLine("lost");
        }

        return 0;
    }
}
