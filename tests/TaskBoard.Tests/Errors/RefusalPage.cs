using System.Text;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>Brings about one situation after the other, each on a board of its own, and gathers what is said: a page to read and to compare.</summary>
internal sealed class RefusalPage
{
    private readonly StringBuilder _text = new();

    /// <summary>What was refused so far.</summary>
    public HashSet<string> Codes { get; } = [];

    /// <summary>Produces a situation and expects its refusal, by which nothing may change.</summary>
    public async Task AddAsync<T>(string situation, string code, BoardErrorKind kind, Func<BadBoard, Task> prepare, Func<Board, Task>? act = null)
        where T : BoardException
    {
        using var scene = new BadBoard();
        try
        {
            await prepare(scene);
            var refusal = await (act is null ? scene.RefusedChangeAsync() : scene.RefusalAsync(act));
            Assert.IsType<T>(refusal);
            Assert.Equal((code, kind), (refusal.Code, refusal.Kind));
            Add(situation, refusal, scene.Path);
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{situation}: {e.Message}");
        }
    }

    /// <summary>Adds a refusal that was brought about elsewhere.</summary>
    public void Add(string situation, BoardException refusal, string directory)
    {
        Codes.Add(refusal.Code);
        _text.Append("# ").Append(situation).Append('\n')
            .Append(refusal.Code).Append(' ').Append(refusal.GetType().Name).Append(" (").Append(refusal.Kind).Append(")\n")
            .Append(refusal.Message.Replace(directory, "DIR", StringComparison.Ordinal)).Append("\n\n");
    }

    public override string ToString() => _text.ToString();
}
