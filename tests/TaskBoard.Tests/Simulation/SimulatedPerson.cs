using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation;

/// <summary>
/// A person with an editor, or a script that never heard of locks: reads <c>tasks.json</c>, thinks for a while, and saves it, by writing into
/// it or by renaming a new file over it. Each save adds a property of its own to a task, by which it is recognised.
/// </summary>
internal sealed class SimulatedPerson(SimulatedWorld world, string name)
{
    /// <summary>A step in which nothing is done.</summary>
    public const string Waits = "waits";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private SimulatedFiles Files => world.Files;

    /// <summary>Saves a number of times; each element is a step.</summary>
    public IEnumerable<string> Saves(int count)
    {
        for (var i = 0; i < count; i++)
        {
            for (var pause = world.Random.Next(30); pause > 0; pause--)
            {
                yield return Waits;
            }

            var text = Read();
            yield return $"{name} reads";
            if (text is null)
            {
                continue;
            }

            for (var pause = world.Random.Next(2) * world.Random.Next(20); pause > 0; pause--)
            {
                yield return Waits;
            }

            if (Edit(text) is not var (edited, save))
            {
                continue;
            }

            var steps = world.Random.Next(2) == 0 ? InPlace(edited, save) : ByRename(edited, save);
            foreach (var step in steps)
            {
                yield return $"{name} {step} {save.Marker}";
            }
        }
    }

    /// <summary>The board as it is; null: it is missing or somebody is writing it.</summary>
    public JsonNode? Read()
    {
        try
        {
            return Files.At(world.Paths.Board) is { } inode ? JsonNode.Parse(Encoding.UTF8.GetString(inode.Content)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Adds a marker to a task; null: there is no task.</summary>
    public (byte[] Text, Save Save)? Edit(JsonNode board)
    {
        var tasks = board as JsonArray ?? board["tasks"]!.AsArray();
        if (tasks.Count == 0)
        {
            return null;
        }

        var task = tasks[world.Random.Next(tasks.Count)]!;
        var marker = world.NewToken("m");
        task[marker] = name;
        var changesState = world.Random.Next(10) == 0;
        if (changesState)
        {
            task["status"] = world.Random.Next(2) == 0 ? "COMPLETED" : "PENDING";
        }

        return (Encoding.UTF8.GetBytes(board.ToJsonString(world.Random.Next(2) == 0 ? Indented : null)),
            new Save(marker, name) { ChangedState = changesState ? (string?)task["id"] : null });
    }

    /// <summary>Writes into the file: truncates it, writes one half, then the other.</summary>
    public IEnumerable<string> InPlace(byte[] text, Save save)
    {
        if (Files.At(world.Paths.Board) is not { } inode)
        {
            yield break;
        }

        var handle = Files.Open(inode, name, writing: true);
        inode.IsByHand = true;
        if (world.Random.Next(4) == 0)
        {
            yield return "has it open for";
        }

        Overwrite(inode.Content, text);
        inode.BeingWritten = text;
        Files.Write(inode, []);
        yield return "truncates for";
        if (world.Random.Next(2) == 0)
        {
            Overwrite(inode.Content, text);
            inode.BeingWritten = text;
            Files.Write(inode, text[..(text.Length / 2)]);
            yield return "writes half of";
        }

        // Another writer's bytes may be there by now; as with a real file, ours come over them.
        Overwrite(inode.Content, text);
        Files.Write(inode, text);
        inode.BeingWritten = null;
        if (Files.At(world.Paths.Board) == inode)
        {
            world.Replaced(text);
        }

        if (inode.LostItsNameToAPerson)
        {
            // So did earlier saves that only we still had, because another truncated the file before we wrote them back.
            Overwrite(text, Files.At(world.Paths.Board)?.Content ?? []);
        }

        save.Overwritten = inode.LostItsNameToAPerson;
        world.Saves.Add(save);
        FlushSometimes(inode, save);
        yield return "writes";
        Files.Close(handle);
    }

    /// <summary>Writes a new file and renames it.</summary>
    public IEnumerable<string> ByRename(byte[] text, Save save)
    {
        var path = $"{world.Paths.Board}.{save.Marker}";
        var inode = Files.Create(path, 0x1A4)!;
        inode.IsByHand = true;
        Files.Write(inode, text);

        // File systems see to this much by themselves, where a file is about to be renamed over another.
        SimulatedFiles.Flush(inode);
        yield return "writes beside";
        if (Files.At(world.Paths.Board) is { } replaced)
        {
            Overwrite(replaced.Content, text);

            // What stood in it before somebody began to write into it is in what they write.
            Overwrite(replaced.BeingWritten ?? [], text);
            replaced.LostItsNameToAPerson = true;
        }

        Files.Rename(path, world.Paths.Board);
        world.Replaced(text);
        world.Saves.Add(save);
        FlushSometimes(inode, save);
        yield return "renames";
    }

    /// <summary>Good editors make sure that a save survives a power cut; others do not.</summary>
    private void FlushSometimes(SimulatedFiles.Inode inode, Save save)
    {
        if (save.IsFlushed = world.Random.Next(2) == 0)
        {
            SimulatedFiles.Flush(inode);
            Files.FlushDirectory(world.Paths.Directory);
        }
    }

    /// <summary>Notes whose save is replaced by this one: what nobody could see nobody can keep.</summary>
    private void Overwrite(byte[] before, byte[] after)
    {
        var (old, now) = (Encoding.UTF8.GetString(before), Encoding.UTF8.GetString(after));
        foreach (var save in world.Saves.Where(s => old.Contains(s.Quoted, StringComparison.Ordinal)))
        {
            save.Overwritten |= !now.Contains(save.Quoted, StringComparison.Ordinal);
        }

        world.TakenBack.UnionWith(world.Acknowledged.Select(a => a.Token)
            .Where(t => old.Contains($"\"{t}\"", StringComparison.Ordinal) && !now.Contains($"\"{t}\"", StringComparison.Ordinal)));
    }
}
