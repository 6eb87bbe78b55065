using System.Text;
using TaskBoard.Files;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>Texts that went wrong in every way: read, or refused in words, never anything else.</summary>
[Trait("Fault", "10")]
public sealed class ReaderFuzzTests
{
    private static readonly string[] s_tokens =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u00", "\\ud800", "//", "/*", "*/", "\0", "\u001b", "```", "<<<<<<< ", "=======", ">>>>>>> ", "\ufeff", "\r", "1e999", "-", "0x", "null",
        "\"id\":", "\"tasks\":", "\"history\":", "\"status\":\"DONE\"", "\"depends_on\":[\"a\"]", "[[[[[[[[", "{\"a\":{\"a\":",
    ];

    private static int Rounds => LongForm.Count(8_000, 1_000_000);

    [Fact]
    public void A_board_is_read_as_it_is_or_refused()
    {
        var seeds = BoardSeeds();
        Seeds.Run(Seeds.Next(), random =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var bytes = Mutant(random, seeds);
                byte[] before = [.. bytes];
                try
                {
                    var text = BoardText.Parse(bytes, new BoardLimits(), "tasks.json");
                    _ = text.Content.Tasks.Select(t => t.Item.Title).ToList();
                    _ = text.Problems;
                    Assert.Equal(before, text.ToBytes());
                }
                catch (BoardUnreadableException e)
                {
                    Assert.NotEmpty(e.Problems);
                }
                catch (Exception e) when (e is not Xunit.Sdk.XunitException)
                {
                    throw new Xunit.Sdk.XunitException($"round {round}: {Convert.ToBase64String(before)}: {e.Message}", e);
                }

                Assert.Equal(before, bytes);
            }
        });
    }

    [Fact]
    public void A_lock_is_read_whatever_it_is()
    {
        byte[][] seeds =
        [
            """{"agent_id":"agent-1","timestamp":"2026-11-21T09:05:12.310Z","pid":4711,"process_start":"8811","pid_ns":"pid:[1]","boot_id":"b","machine_id":"m","host":"h","nonce":"cafe","liveness":"flock"}"""u8.ToArray(),
            "{\"agent_id\":\"a\",\"timestamp\":\"t\"}\n"u8.ToArray(),
            [],
        ];
        Seeds.Run(Seeds.Next(), random =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var bytes = Mutant(random, seeds);
                try
                {
                    var read = LockText.Read(bytes);
                    _ = read.Record?.Since;
                }
                catch (Exception e)
                {
                    throw new Xunit.Sdk.XunitException($"round {round}: {Convert.ToBase64String(bytes)}: {e.Message}", e);
                }
            }
        });
    }

    [Fact]
    public async Task What_is_refused_is_never_changed()
    {
        using var directory = new TempDirectory();
        var seeds = BoardSeeds();
        var seed = Seeds.Next();
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var bytes = Mutant(random, seeds);
            await File.WriteAllBytesAsync(directory["tasks.json"], bytes);
            try
            {
                BoardText.Parse(bytes, new BoardLimits(), "tasks.json");
                continue;
            }
            catch (BoardUnreadableException)
            {
                // One to be refused.
            }

            await using var board = await Board.OpenAsync(directory.Path, new BoardOptions { Durability = Durability.Buffered });
            await Assert.ThrowsAsync<BoardUnreadableException>(() => board.AddAsync(new TaskDraft("x"), "planner"));
            var after = await File.ReadAllBytesAsync(directory["tasks.json"]);
            Assert.True(after.AsSpan().SequenceEqual(bytes), $"seed {seed}, round {round}");
        }
    }

    private static byte[][] BoardSeeds()
    {
        List<byte[]> seeds =
        [
            "[]"u8.ToArray(),
            "{\"$schema\":\"./tasks.schema.json\",\"tasks\":[{\"id\":\"a\",\"title\":\"x\"}]}"u8.ToArray(),
            Encoding.UTF8.GetBytes("""
            [ // mine
              { "id": "a", "title": "Parse ü \ud83d\ude00", "status": "IN_PROGRESS", "assigned_to": "agent-1", "depends_on": ["b"], "priority": "high", "attempts": 1,
                "history": [ { "timestamp": "2026-11-21T09:00:00.000Z", "event": "CREATED", "agent_id": "p", "details": "…" }, ], "x": { "y": [1, 2.50, null, true] } },
              /* theirs */ { "id": 3.10, "description": "only\nthis", "labels": [], "result": { "summary": "s" } },
            ]
            """),
        ];
        if (SharedData.Directory is not null)
        {
            seeds.AddRange(Directory.GetFiles(SharedData.File("json", "JSONTestSuite")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(b => b.Length < 2000));
        }

        return [.. seeds];
    }

    private static byte[] Mutant(Random random, byte[][] seeds)
    {
        List<byte> bytes = [.. seeds[random.Next(seeds.Length)]];
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when length > 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_tokens[random.Next(s_tokens.Length)]));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 4:
                    var other = seeds[random.Next(seeds.Length)];
                    bytes.InsertRange(at, other[..random.Next(other.Length + 1)]);
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
