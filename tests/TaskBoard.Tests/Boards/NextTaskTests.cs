using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>What claiming would give is what it gives.</summary>
public sealed class NextTaskTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_claim_is_told_before_it_is_made_also_where_the_file_forgot_attempts()
    {
        const string Text = """[{ "id": "a", "title": "A" }]""";
        await using var board = await _rig.OpenAsync(Text);
        Assert.Equal(("a#1", false), await NextAsync(board));
        var claim = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true }))!;
        Assert.Equal("a#1", claim.Handle.ToString());
        Assert.Equal(("a#1", true), await NextAsync(board));
        await board.ReleaseAsync(claim.Handle, "agent-1");
        Assert.Equal(("a#2", false), await NextAsync(board));
        _rig.Text = Text;
        Assert.Equal(("a#2", false), await NextAsync(board));
        Assert.Equal("a#2", (await board.TryClaimNextAsync("agent-1"))!.Handle.ToString());
    }

    private static async Task<(string Claim, bool Resumed)> NextAsync(Board board) =>
        await board.NextAsync("agent-1") is { } next ? (next.Claim.ToString(), next.Resumed) : default;
}
