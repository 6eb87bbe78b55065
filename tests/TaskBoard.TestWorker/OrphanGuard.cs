namespace TaskBoard.TestWorker;

/// <summary>Ends this process when the test that started it is gone: its standard input then ends.</summary>
internal static class OrphanGuard
{
    /// <summary>Watches the input, from which nothing else must read.</summary>
    public static void Watch(Action? whenOver = null) =>
        new Thread(() =>
        {
            Console.In.ReadToEnd();
            (whenOver ?? (() => Environment.Exit(3)))();
        })
        { IsBackground = true }.Start();
}
