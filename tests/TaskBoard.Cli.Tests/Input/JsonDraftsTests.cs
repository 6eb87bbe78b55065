using TaskBoard.Cli.Input;
using Xunit;

namespace TaskBoard.Cli.Tests.Input;

public sealed class JsonDraftsTests
{
    [Fact]
    public void A_task_with_everything_is_read_and_what_is_not_known_is_kept()
    {
        var draft = Assert.Single(JsonDrafts.Read("""
            {"id":3.10,"title":"T","description":"D","priority":"HIGH","assigned_to":"a","persona":null,"depends_on":["x"],"parent":"p","related":["r"],
             "labels":["l"],"paths":["src"],"acceptance":["it runs"],"not_before":"2026-11-22","max_attempts":2,"retry_delay":"30s","retry_max_delay":"1h","max_run":"2h","status":"pending","estimate":1.50}
            """, "-"));
        Assert.Equal(
            new TaskDraft("T")
            {
                Id = TaskId.Parse("3.10"),
                Description = "D",
                Priority = TaskPriority.High,
                AssignedTo = "a",
                DependsOn = [TaskId.Parse("x")],
                Parent = TaskId.Parse("p"),
                Related = [TaskId.Parse("r")],
                Labels = ["l"],
                Paths = ["src"],
                Acceptance = ["it runs"],
                NotBefore = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero),
                MaxAttempts = 2,
                RetryDelay = TimeSpan.FromSeconds(30),
                RetryMaxDelay = TimeSpan.FromHours(1),
                MaxRun = TimeSpan.FromHours(2),
                Properties = [new("estimate", "1.50")],
            },
            draft);
    }

    [Fact]
    public void A_list_is_several_tasks_and_a_description_gives_a_title() =>
        Assert.Equal(["a", "first line"], JsonDrafts.Read("""[{"title":"a"},{"description":"first line\nsecond"}]""", "-").Select(d => d.Title));

    [Theory]
    [InlineData("{\"title\":", "line 1, column")]
    [InlineData("[]", "array of tasks")]
    [InlineData("3", "array of tasks")]
    [InlineData("[1]", "every task is an object")]
    [InlineData("{}", "without a title")]
    [InlineData("{\"title\":3}", "'title' must be a text")]
    [InlineData("{\"title\":\"a\",\"labels\":\"x\"}", "'labels' must be a list")]
    [InlineData("{\"title\":\"a\",\"status\":\"COMPLETED\"}", "'status' comes from working")]
    [InlineData("{\"title\":\"a\",\"attempts\":3}", "'attempts' comes from working")]
    [InlineData("{\"title\":\"a\",\"priority\":\"soon\"}", "no priority 'soon'")]
    [InlineData("{\"title\":\"a\",\"id\":\"a b\"}", "cannot be an id")]
    [InlineData("{\"title\":\"a\",\"max_run\":\"soon\"}", "'max_run' must be a span of time")]
    public void What_is_no_new_task_is_refused(string json, string reason)
    {
        var refusal = Assert.Throws<CliException>(() => JsonDrafts.Read(json, "-"));
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }
}
