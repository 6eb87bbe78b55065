using System.Globalization;
using System.Reflection;
using TaskBoard.TestKit;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>Two requests have one hash exactly when they ask for the same; and it stays the same in versions to come, because hashes are kept.</summary>
public sealed class RequestHashTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 21, 9, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void The_culture_of_the_caller_does_not_count()
    {
        var here = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var hash = Hash();
            CultureInfo.CurrentCulture = Odd();
            Assert.Equal(hash, Hash());
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }

        static string Hash() => RequestHash.Of("add", new TaskDraft("x") { NotBefore = Time, MaxAttempts = 3 }, -1, new ClaimOptions { Lease = TimeSpan.FromSeconds(1.5) });

        static CultureInfo Odd()
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NegativeSign = "minus ";
            odd.DateTimeFormat.TimeSeparator = "-";
            odd.DateTimeFormat.ShortDatePattern = "yy/M/d";
            return odd;
        }
    }

    [Fact]
    public void Times_count_to_the_last_tick_and_as_moments()
    {
        var hash = RequestHash.Of("add", new TaskDraft("x") { NotBefore = Time });
        Assert.NotEqual(hash, RequestHash.Of("add", new TaskDraft("x") { NotBefore = Time.AddTicks(1) }));
        Assert.Equal(hash, RequestHash.Of("add", new TaskDraft("x") { NotBefore = Time.ToOffset(TimeSpan.FromHours(2)) }));
    }

    [Fact]
    public void Values_that_look_like_others_when_written_one_after_the_other_are_told_apart()
    {
        string[] hashes =
        [
            RequestHash.Of("add", new TaskDraft("x") { Labels = ["a, b"] }),
            RequestHash.Of("add", new TaskDraft("x") { Labels = ["a", "b"] }),
            RequestHash.Of("add", new TaskDraft("x") { Labels = ["a\",\"b"] }),
            RequestHash.Of("add", new TaskDraft("x") { Paths = ["a", "b"] }),
            RequestHash.Of("add", new TaskDraft("x, Labels = [a, b]")),
            RequestHash.Of("add", new TaskDraft("x") { Properties = [new("a", "1"), new("b", "2")] }),
            RequestHash.Of("add", new TaskDraft("x") { Properties = [new("a", "1, [b, 2]")] }),
            RequestHash.Of("add", new TaskDraft("x"), new TaskDraft("y")),
            RequestHash.Of("add", new TaskDraft("\ud800")),
            RequestHash.Of("add", new TaskDraft("\ud801")),
            RequestHash.Of("plan", new PlannedTask(null, new TaskDraft("x"))),
            RequestHash.Of("plan", new PlannedTask("x", new TaskDraft("x"))),
            RequestHash.Of("plan", new PlannedTask("x", new TaskDraft("x") { DependsOn = [TaskId.Parse("x")] })),
            RequestHash.Of("start", (TaskRef)TaskId.Parse("a#1")),
            RequestHash.Of("start", (TaskRef)ClaimHandle.Parse("a#1")),
            RequestHash.Of("progress", null, "1"),
            RequestHash.Of("progress", 1, null),
            RequestHash.Of("progress", "1"),
            RequestHash.Of("edit", new TaskEdit { AssignedTo = "" }),
            RequestHash.Of("edit", new TaskEdit { Parent = default(TaskId) }),
            RequestHash.Of("edit", new TaskEdit()),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData(typeof(TaskDraft))]
    [InlineData(typeof(TaskEdit))]
    [InlineData(typeof(ClaimOptions))]
    [InlineData(typeof(TaskResult))]
    public void Every_property_of_a_request_counts(Type type)
    {
        var plain = RequestHash.Of("op", New(type));
        var hashes = new HashSet<string> { plain };
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var request = New(type);
            property.SetValue(request, Another(property.PropertyType));
            Assert.True(hashes.Add(RequestHash.Of("op", request)), $"{type.Name}.{property.Name} is not part of the hash.");
        }
    }

    [Fact]
    public Task What_is_not_said_leaves_no_trace_so_that_new_properties_change_no_hash_that_is_kept() => Snapshot.Verify(
        string.Join('\n', [
            RequestText.Of("add", new TaskDraft("x"), new TaskDraft("y") { Id = TaskId.Parse("b"), Priority = TaskPriority.High, NotBefore = Time }),
            RequestText.Of("plan", new PlannedTask("k", new TaskDraft("x")), new PlannedTask(null, new TaskDraft("y") { DependsOn = [TaskId.Parse("k")] })),
            RequestText.Of("claim-next", new ClaimOptions()),
            RequestText.Of("claim", TaskId.Parse("a"), new ClaimOptions { Hold = true, Lease = TimeSpan.FromSeconds(1), Labels = ["l"] }),
            RequestText.Of("complete", (TaskRef)ClaimHandle.Parse("a#1"), new TaskResult("done") { Artifacts = ["f"], Evidence = "{}" }),
            RequestText.Of("complete", (TaskRef)TaskId.Parse("a"), null),
            RequestText.Of("fail", (TaskRef)TaskId.Parse("a"), "reason", true),
            RequestText.Of("progress", (TaskRef)TaskId.Parse("a"), null, "note"),
            RequestText.Of("edit", TaskId.Parse("a"), new TaskEdit { State = TaskState.Pending, Blocked = "", AddDependsOn = [TaskId.Parse("b")] }),
        ]) + "\n");

    private static object New(Type type) => type == typeof(TaskDraft) ? new TaskDraft("x") : type == typeof(TaskResult) ? new TaskResult("x") : Activator.CreateInstance(type)!;

    private static object Another(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => "another",
        var t when t == typeof(TaskId) => TaskId.Parse("t"),
        var t when t == typeof(TaskPriority) => TaskPriority.Low,
        var t when t == typeof(TaskState) => TaskState.Pending,
        var t when t == typeof(bool) => true,
        var t when t == typeof(int) => 0,
        var t when t == typeof(TimeSpan) => TimeSpan.Zero,
        var t when t == typeof(DateTimeOffset) => Time,
        var t when t == typeof(ValueList<string>) => new[] { "one" }.ToValueList(),
        var t when t == typeof(ValueList<TaskState>) => new[] { TaskState.Failed }.ToValueList(),
        var t when t == typeof(ValueList<TaskId>) => new[] { TaskId.Parse("t") }.ToValueList(),
        _ => new[] { KeyValuePair.Create("p", "1") }.ToValueList(),
    };
}
