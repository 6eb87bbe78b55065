using System.Diagnostics;
using System.Text.RegularExpressions;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>Waiting for a lock ends at the deadline, with who, since when, whether they live, and what to do; the lock stays.</summary>
public sealed class LockedBoardTests
{
    private const string Since = "2026-11-21T08:59:00.000Z";

    [LinuxFact]
    public async Task Each_is_refused_in_words_of_its_own()
    {
        using var script = Process.Start(new ProcessStartInfo("sleep", "60"))!;
        try
        {
            var page = new RefusalPage();
            await page.AddAsync<BoardLockedException>("a script that lives", BoardErrorCodes.BoardLocked, BoardErrorKind.Locked, async scene =>
            {
                await scene.MakeAsync();
                await LockAsync(scene, RecordOf(script.Id, MachineProcesses.Current.StartOf(script.Id)!));
            });
            await page.AddAsync<BoardLockedException>("a script that names no process", BoardErrorCodes.BoardLocked, BoardErrorKind.Locked, async scene =>
            {
                await scene.MakeAsync();
                await File.WriteAllTextAsync(scene["tasks.lock"], $$"""{"agent_id":"nightly","timestamp":"{{Since}}"}""");
            });
            await page.AddAsync<BoardLockedException>("another tool's file", BoardErrorCodes.BoardLocked, BoardErrorKind.Locked, async scene =>
            {
                await scene.MakeAsync();
                await File.WriteAllTextAsync(scene["tasks.lock"], "pid: 4711\nowner: another tool\n");
            });
            await page.AddAsync<BoardLockedException>("a directory", BoardErrorCodes.BoardLocked, BoardErrorKind.Locked, async scene =>
            {
                await scene.MakeAsync();
                Directory.CreateDirectory(scene["tasks.lock"]);
            });
            await page.AddAsync<BoardLockedException>("another machine's", BoardErrorCodes.BoardLocked, BoardErrorKind.Locked, async scene =>
            {
                await scene.MakeAsync();
                var elsewhere = new ProcessIdentity(12, "34", null, "their boot", "their machine", "their-host");
                await LockAsync(scene, LockRecord.Of(elsewhere, "agent-9", DateTimeOffset.Parse(Since), "nonce", null));
            });
            var machine = MachineProcesses.Current.Self;
            await Snapshot.Verify(WithoutTimes(page.ToString().Replace($"rocess {script.Id} ", "rocess PID ", StringComparison.Ordinal).Replace(machine.Host, "HOST", StringComparison.Ordinal)));
        }
        finally
        {
            script.Kill();
        }
    }

    [LinuxFact]
    public async Task The_turn_of_another_process_names_it()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        using var worker = WorkerProcess.Start("lock-hold", scene.Path, "turn");
        worker.ReadLine();
        var refusal = Assert.IsType<BoardLockedException>(await scene.RefusedChangeAsync());
        Assert.Equal("holder", refusal.HeldBy);
        Assert.True(refusal.OwnerLives);
        Assert.NotNull(refusal.Since);
        Assert.Contains($"process {worker.Id}", refusal.Message, StringComparison.Ordinal);
        worker.EndInput();
        Assert.Equal(0, await worker.ExitAsync());
        await using var board = await scene.OpenAsync();
        Assert.Equal(3, (await board.AddAsync(new TaskDraft("d"), "planner")).Revision);
    }

    [LinuxFact]
    public void A_process_whose_start_is_hidden_counts_as_living()
    {
        using var rig = new Locking.LockRig();
        var processes = new HiddenProcesses();
        rig.WriteLock(rig.ScriptOf(Environment.ProcessId, "0"));
        var locks = new TurnLock(rig.Disk, processes, rig.Paths, rig.Settings, static memory => memory.Span.Clear(), TimeProvider.System);
        var refusal = Assert.Throws<BoardLockedException>(() => locks.TakeTurn("tester", default));
        Assert.Null(refusal.OwnerLives);
        Assert.Contains("counts as the one that wrote this lock", refusal.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(rig.Paths.Lock));
    }

    [Fact]
    public async Task A_child_works_under_the_lock_of_its_parent_and_others_do_not()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        await using var parent = await scene.OpenAsync();
        await using var hold = await parent.HoldLockAsync("parent");
        scene.Options.HeldLock = hold.Nonce;
        await using (var child = await scene.OpenAsync())
        {
            await child.AddAsync(new TaskDraft("under the lock"), "child");
        }

        Assert.True(File.Exists(scene["tasks.lock"]));
        scene.Options.HeldLock = "another nonce";
        await using var stranger = await scene.OpenAsync();
        var refusal = await Assert.ThrowsAsync<BoardLockedException>(() => stranger.AddAsync(new TaskDraft("not under it"), "stranger"));
        Assert.Equal("parent", refusal.HeldBy);
    }

    [Fact]
    public async Task Reading_waits_for_nobody()
    {
        using var scene = new BadBoard();
        await scene.MakeAsync();
        await File.WriteAllTextAsync(scene["tasks.lock"], "another tool's");
        Assert.Equal(3, (await scene.ReadAsync()).Tasks.Count);
        Assert.Equal("another tool's", await File.ReadAllTextAsync(scene["tasks.lock"]));
    }

    private static LockRecord RecordOf(int pid, string start) =>
        LockRecord.Of(MachineProcesses.Current.Self with { Pid = pid, Start = start }, "nightly", DateTimeOffset.Parse(Since), "", null) with { Liveness = null, Nonce = null };

    private static Task LockAsync(BadBoard scene, LockRecord record) => File.WriteAllBytesAsync(scene["tasks.lock"], record.ToBytes());

    // How long was waited differs by a few milliseconds.
    private static string WithoutTimes(string text) => Regex.Replace(text, @"(?<=\b(Waited|changed for) )\d+ m?s\b", "TIME", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private sealed class HiddenProcesses : IProcesses
    {
        private readonly Locking.PatientProcesses _patient = new();

        public ProcessIdentity Self => _patient.Self;

        public TimeSpan SinceBoot => _patient.SinceBoot;

        public string? StartOf(int pid) => throw new TaskBoard.Files.DiskException(TaskBoard.Files.DiskFault.Denied, "read", $"/proc/{pid}/stat", "hidden");

        public void Pause(TimeSpan time) => _patient.Pause(time);
    }
}
