using System.Text.Json;

namespace PlannerAndWorkers;

/// <summary>What the planner plans, and how a worker works.</summary>
internal static class Story
{
    /// <summary>A parser in ten tasks; what does not wait can be done side by side.</summary>
    public static Dictionary<string, object?> Plan { get; } = new()
    {
        ["tasks"] = new object[]
        {
            Task("format", "Describe the file format"),
            Task("samples", "Collect sample files"),
            Task("header", "Parse the header", "format"),
            Task("body", "Parse the body", "format"),
            Task("checksum", "Check the checksum", "header"),
            Task("errors", "Name the place of an error", "header", "body"),
            Task("tests", "Test with the samples", "samples", "checksum", "errors"),
            Task("fuzz", "Feed it nonsense", "errors"),
            Task("docs", "Write it up", "errors"),
            Task("release", "Release it", "tests", "fuzz", "docs"),
        },
        ["request_key"] = "the plan",
    };

    /// <summary>Claims, reports and finishes until nothing unfinished remains; the tasks done.</summary>
    public static async Task<List<string>> WorkAsync(BoardClient client)
    {
        var done = new List<string>();
        while (true)
        {
            var claim = await client.CallAsync("claim_task", new() { ["wait_seconds"] = 30 });
            if (claim.GetProperty("claim").GetString() is not { } handle)
            {
                return done;
            }

            await client.CallAsync("report_progress", new() { ["claim"] = handle, ["percent"] = 50, ["note"] = "half of it" });
            await client.CallAsync("finish_task", new()
            {
                ["claim"] = handle,
                ["outcome"] = "completed",
                ["summary"] = "done as described",
                ["evidence"] = (string[])["all checks passed"],
            });
            done.Add(claim.GetProperty("task").GetProperty("id").GetString()!);
        }
    }

    /// <summary>A list of names in a sentence.</summary>
    public static string Names(JsonElement list) => string.Join(", ", list.EnumerateArray().Select(e => e.GetString()));

    private static object Task(string id, string title, params string[] dependsOn) => new { id, title, depends_on = dependsOn };
}
