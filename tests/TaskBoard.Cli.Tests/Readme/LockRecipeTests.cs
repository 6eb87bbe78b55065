using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Readme;

/// <summary>The README's recipe for scripts, run by real shells against a real board.</summary>
public sealed class LockRecipeTests : IDisposable
{
    private const string Edit = "# … edit tasks.json …";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [ShellFact("bash")]
    public Task Bash_takes_its_turn() => TakesItsTurn("bash");

    [ShellFact("dash")]
    public Task Dash_takes_its_turn() => TakesItsTurn("dash");

    /// <summary>A script waits for its turn, keeps others out, and is recorded.</summary>
    private async Task TakesItsTurn(string shell)
    {
        await using var board = await Board.CreateAsync(_directory.Path, new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(300) });
        await board.AddAsync(new TaskDraft("before") { Id = TaskId.Parse("a") }, "planner");

        // It asks while the lock is held; what was written under that lock must be there when it has its turn.
        var hold = await board.HoldLockAsync("holder");
        using var script = Child.Start(_directory.Path, shell, "-c", Script("echo mine; read go; sed 's/before/by script/' tasks.json > edited && cat edited > tasks.json"));
        await using (var inside = await Board.OpenAsync(_directory.Path, new BoardOptions { HeldLock = hold.Nonce }))
        {
            await inside.AddAsync(new TaskDraft("written meanwhile"), "inside");
        }

        await hold.DisposeAsync();
        Assert.Equal("mine", await script.StandardOutput.ReadLineAsync());
        var locked = await Assert.ThrowsAsync<BoardLockedException>(() => board.AddAsync(new TaskDraft("out of turn"), "agent-1"));
        Assert.Contains("my-script", locked.Message, StringComparison.Ordinal);
        await script.StandardInput.WriteLineAsync("go");
        var answer = await script.AnswerAsync();
        Assert.True(answer.Code == 0, answer.ToString());

        await board.CatchUpAsync();
        Assert.Equal(["by script", "written meanwhile"], (await board.ReadAsync()).Tasks.Select(t => t.Title));
        Assert.True((await board.History.VerifyAsync()).IsIntact);
    }

    private static string Script(string edit)
    {
        var recipe = ReadmeText.Block("Edit the file by hand", "sh");
        Assert.Contains(Edit, recipe, StringComparison.Ordinal);
        return recipe.Replace(Edit, edit, StringComparison.Ordinal);
    }
}
