using System.Reflection;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.PublicApi;

/// <summary>What programs outside this repository rely on.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task The_public_api_is_the_one_on_record() => Snapshot.Verify(ApiText.Of(typeof(Board).Assembly), "TaskBoard");

    [Fact]
    public void Everything_public_is_in_one_namespace() =>
        Assert.All(typeof(Board).Assembly.GetExportedTypes(), type => Assert.Equal("TaskBoard", type.Namespace));

    [Fact]
    public void A_declaration_says_all_that_a_caller_depends_on() => Assert.Equal(
        [
            "protected Sample(string name = \"x\", int? count = null);",
            "public const int Most = 3;",
            "public required IReadOnlyList<string?> Names { get; init; }",
            "protected abstract string? Text { get; }",
            "public event EventHandler Changed;",
            "public static Task<string?> FindAsync<T>(ref string[]? places, CancellationToken cancellationToken = default);",
            "public virtual void Set((int, string) pair, DayOfWeek day = DayOfWeek.Friday);",
            "public override string ToString();",
        ],
        new ApiMembers(typeof(Sample)).Lines());

    internal abstract class Sample
    {
        public const int Most = 3;

        protected Sample(string name = "x", int? count = null) => Names = [name, $"{count}"];

        public event EventHandler Changed
        {
            add => Set((1, Unseen));
            remove => Set((0, Unseen));
        }

        public required IReadOnlyList<string?> Names { get; init; }

        protected abstract string? Text { get; }

        internal string Unseen => Text ?? "";

        public static Task<string?> FindAsync<T>(ref string[]? places, CancellationToken cancellationToken = default) =>
            Task.FromResult(cancellationToken.IsCancellationRequested ? null : places?[0]);

        public virtual void Set((int, string) pair, DayOfWeek day = DayOfWeek.Friday)
        {
        }

        public override string ToString() => Unseen;
    }
}
