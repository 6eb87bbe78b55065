using TaskBoard;

namespace TwoAgents;

/// <summary>A worker of the story: an agent with a role.</summary>
internal sealed record Worker(string Agent, string Role, string Focus, string WorkingDirectory);

/// <summary>
/// The coordination story that the board is written after: a distributed file system, built by four workers. Each takes the tasks of its
/// own persona; the coordinator integrates what the others finish.
/// </summary>
internal static class Story
{
    public static IReadOnlyList<Worker> Workers { get; } =
    [
        new("coordinator", "coordination", "integrate finished work, resolve conflicts", "."),
        new("master-server", "master server", "metadata, consensus, regions", "master"),
        new("chunk-server", "chunk server", "storage, erasure coding, networking", "chunkserver"),
        new("client", "FUSE client", "file system calls, caching", "client"),
    ];

    public static IReadOnlyList<TaskDraft> Tasks { get; } =
    [
        Task("2", "Master server", "master-server"),
        .. Subtasks("2", "master-server", "inode table", "directory tree", "chunk registry", "session table", "change log", "snapshots of metadata", "admin interface"),
        Task("3", "Chunk server", "chunk-server"),
        .. Subtasks("3", "chunk-server", "chunk files", "checksums", "read path", "write path", "replication", "scrubbing"),
        Task("4", "FUSE client", "client"),
        .. Subtasks("4", "client", "mount", "lookup and attributes", "read", "write", "locking", "error handling"),
        Task("5", "Integrate master, chunk server and client", "coordinator", after: ["2", "3", "4"]),
        Task("6", "Raft consensus", "master-server", after: ["2"], related: ["8"]),
        .. Subtasks("6", "master-server", "leader election", "log replication", "safety checks", "membership changes", "log compaction", "read leases"),
        Task("7", "Erasure coding", "chunk-server", after: ["3"]),
        .. Subtasks("7", "chunk-server", "encoder", "decoder", "placement", "repair", "benchmarks of codes"),
        Task("8", "Multi-region support", "master-server", after: ["6"], related: ["6"]),
        Task("10", "Caching", "client", after: ["4"]),
        .. Subtasks("10", "client", "attribute cache", "data cache", "read ahead", "write back", "invalidation", "measurements"),
        Task("11", "Health checks", "coordinator", after: ["5"]),
        Task("12", "Zero-copy data paths", "coordinator", after: ["3"], related: ["3", "31"]),
        Task("13", "Metadata caching", "coordinator", after: ["2", "10"], related: ["2"]),
        Task("14", "Monitoring", "coordinator", after: ["11"]),
        Task("15", "Failover drill", "coordinator", after: ["6", "8"]),
        Task("16", "Storage classes", "coordinator", after: ["7"]),
        Task("17", "Performance comparison", "coordinator", after: ["10", "12", "13"]),
        Task("18", "Command line", "coordinator", after: ["5"]),
        Task("19", "Packaging", "coordinator", after: ["18"]),
        Task("20", "Release documentation", "coordinator", after: ["14", "15", "16", "17", "19"]),
        Task("31", "Networking", "chunk-server", after: ["7"], related: ["12"]),
    ];

    private static TaskDraft Task(string id, string title, string persona, string[]? after = null, string[]? related = null) => new(title)
    {
        Id = TaskId.Parse(id),
        Persona = persona,
        Paths = [$"{Workers.Single(w => w.Agent == persona).WorkingDirectory}/{id}.md"],
        DependsOn = (after ?? []).Select(TaskId.Parse).ToValueList(),
        Related = (related ?? []).Select(TaskId.Parse).ToValueList(),
    };

    private static IEnumerable<TaskDraft> Subtasks(string parent, string persona, params string[] titles) => titles.Select((title, i) =>
        Task($"{parent}.{i + 1}", title, persona) with { Parent = TaskId.Parse(parent) });
}
