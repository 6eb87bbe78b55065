using TaskBoard.TestKit;
using TaskBoard.Tests.PublicApi;
using Xunit;

namespace TaskBoard.Mcp.Tests.PublicApi;

/// <summary>What programs outside this repository rely on.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task The_public_api_is_the_one_on_record() => Snapshot.Verify(ApiText.Of(typeof(BoardMcpServer).Assembly), "TaskBoard.Mcp");

    [Fact]
    public void Everything_public_is_in_one_namespace() =>
        Assert.All(typeof(BoardMcpServer).Assembly.GetExportedTypes(), type => Assert.Equal("TaskBoard.Mcp", type.Namespace));
}
