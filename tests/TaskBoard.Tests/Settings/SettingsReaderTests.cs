using System.Text;
using TaskBoard.Settings;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Settings;

/// <summary>What a <c>settings.json</c> means, and what is said of one that means nothing.</summary>
public sealed class SettingsReaderTests
{
    [Fact]
    public void Each_setting_is_taken_from_the_file_and_the_rest_from_the_program()
    {
        var program = new BoardOptions { HistoryKept = 5, MaxAttempts = 9 };
        var settings = Read(
            """
            // as agreed on Monday
            {
              "lease": "1h30m", /* long builds */ "max_attempts": 2,
              "retry_delay": "0s", "retry_max_delay": "2m", "claim_order": "file", "require_evidence": true, "clear_assigned_to": true,
              "stale_lock_timeout": "90s", "durability": "buffered", "max_file_bytes": 4096, "max_depth": 8,
            }
            """, program).Options;
        Assert.Equal((TimeSpan.FromMinutes(90), 2, 5), (settings.Lease, settings.MaxAttempts, settings.HistoryKept));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(2)), (settings.RetryDelay, settings.RetryMaxDelay));
        Assert.Equal((ClaimOrder.File, true, true), (settings.ClaimOrder, settings.RequireEvidence, settings.ClearAssignedTo));
        Assert.Equal((TimeSpan.FromSeconds(90), Durability.Buffered, 4096, 8), (settings.StaleLockTimeout, settings.Durability, settings.MaxFileBytes, settings.MaxDepth));
        Assert.Equal((9, null), (program.MaxAttempts, settings.MaxRun));
    }

    [Fact]
    public void The_longest_run_is_a_time_or_null_for_no_limit()
    {
        var program = new BoardOptions { MaxRun = TimeSpan.FromHours(1) };
        Assert.Equal(TimeSpan.FromHours(1), Read("{}", program).Options.MaxRun);
        Assert.Equal(TimeSpan.FromHours(2), Read("""{"max_run":"2h"}""", program).Options.MaxRun);
        Assert.Null(Read("""{"max_run":null}""", program).Options.MaxRun);
        foreach (var wrong in new[] { "\"0s\"", "\"366d\"", "7200", "\"soon\"", "false" })
        {
            SettingsReader.Read(Encoding.UTF8.GetBytes($$"""{"max_run":{{wrong}}}"""), program, out var problems);
            Assert.Contains("\"max_run\"", Assert.Single(problems).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_is_listed_with_its_source()
    {
        var list = Read("""{"lease":"30m","max_attempts":3}""", new BoardOptions { HistoryKept = 5 }).List();
        Assert.Equal(KnownSettings.All.Select(s => s.Name), list.Select(s => s.Name));
        Assert.Equal(new BoardSetting("lease", "\"30m\"", SettingSource.File, "\"15m\"", "1 s to 30 days"), list[0]);
        Assert.Equal(SettingSource.File, list.Single(s => s.Name == "max_attempts").Source);
        Assert.Equal(("5", SettingSource.Program), list.Where(s => s.Name == "history_kept").Select(s => (s.Value, s.Source)).Single());
        Assert.All(list.Where(s => s.Name is not ("lease" or "max_attempts" or "history_kept")), s => Assert.Equal((s.Default, SettingSource.Default), (s.Value, s.Source)));
    }

    [Fact]
    public void What_each_setting_writes_it_reads()
    {
        var options = new BoardOptions { Lease = TimeSpan.FromSeconds(93784), MaxAttempts = 7, ClaimOrder = ClaimOrder.File, RequireEvidence = true, Durability = Durability.Buffered, MaxDepth = 1000 };
        var text = $$"""{{{string.Join(',', KnownSettings.All.Select(s => $"\"{s.Name}\":{s.Write(options)}"))}}}""";
        var read = Read(text, new BoardOptions()).Options;
        Assert.All(KnownSettings.All, s => Assert.Equal(s.Write(options), s.Write(read)));
        Assert.Contains("\"1d2h3m4s\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_with_its_place()
    {
        string[] texts =
        [
            "",
            "[1]",
            "{",
            "{\n  \"lease\": 15m\n}",
            "{} x",
            "{\n<<<<<<< HEAD\n  \"lease\": \"30m\"\n=======\n  \"lease\": \"1h\"\n>>>>>>> theirs\n}",
            "{\"leese\":\"15m\"}",
            "{\"colour\":\"red\"}",
            "{\n  \"lease\": \"40d\",\n  \"max_attempts\": 0, \"max_depth\": 5000,\n  \"history_kept\": 99999999999999,\n  \"durability\": \"safe\"\n}",
            "{\"lease\":900,\"retry_delay\":\"1.5h\",\"max_attempts\":2.5,\"require_evidence\":\"yes\",\"claim_order\":null,\"max_depth\":{\"a\":[1]},\"history_kept\":[1]}",
            "{\"lease\":\"15m\",\"lease\":\"30m\"}",
            "{\"retry_delay\":\"1h\"}",
            "{\"retry_delay\":\"1h\",\"retry_max_delay\":\"30m\"}",
            "\uFEFF{\"Lease\":\"15m\"}",
            "{\"lease\":\"\\ud800\"}",
            "{\"lease\":\"30m15h\"}",
            "{\"lease\":\"15m15m\"}",
        ];
        var page = new StringBuilder();
        foreach (var text in texts)
        {
            SettingsReader.Read(Encoding.UTF8.GetBytes(text), new BoardOptions(), out var problems);
            Assert.NotEmpty(problems);
            page.Append(text).Append('\n').AppendJoin("", problems.Select(p => $"    {p}\n")).Append('\n');
        }

        await Snapshot.Verify(page.ToString());
    }

    [Fact]
    public void Any_bytes_are_settings_or_have_problems()
    {
        var valid = Encoding.UTF8.GetBytes("""{"lease":"30m","max_attempts":3,"require_evidence":true /* so */,"claim_order":"file",}""");
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = valid.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var settings = SettingsReader.Read(bytes, new BoardOptions(), out var problems);
            if (problems.Count == 0)
            {
                settings.Options.Check();
            }
        }
    }

    private static SettingsInForce Read(string text, BoardOptions program)
    {
        var settings = SettingsReader.Read(Encoding.UTF8.GetBytes(text), program, out var problems);
        Assert.Empty(problems);
        return settings;
    }
}
