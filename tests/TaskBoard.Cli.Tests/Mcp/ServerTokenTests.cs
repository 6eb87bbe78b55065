using TaskBoard.Cli.Mcp;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Mcp;

public sealed class ServerTokenTests
{
    private const int Rounds = 50;
    private const int Servers = 8;

    [Fact]
    public async Task Servers_that_make_a_token_file_at_once_all_have_the_token_that_is_in_it()
    {
        using var directory = new TempDirectory();
        for (var round = 0; round < Rounds; round++)
        {
            var path = directory[$"token-{round}"];
            using var start = new Barrier(Servers);
            var tokens = await Task.WhenAll(Enumerable.Range(0, Servers).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return ServerToken.OfFile(path).Options.Token;
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Equal([(await File.ReadAllTextAsync(path)).Trim()], tokens.Distinct());
        }

        // Nothing is left beside them.
        Assert.Equal(Rounds, Directory.GetFileSystemEntries(directory.Path).Length);
    }
}
