using System.Text;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Locking;

public class LockTextTests
{
    private static readonly LockRecord s_record = LockRecord.Of(
        new ProcessIdentity(4711, "8811", "pid:[1]", "boot", "machine", "host"), "agent \"1\" ü",
        new DateTimeOffset(2026, 11, 21, 9, 5, 12, 310, TimeSpan.Zero), "cafe", breaks: "0123");

    [Fact]
    public void A_record_is_one_line_of_JSON() => Assert.Equal(
        """{"agent_id":"agent \"1\" ü","timestamp":"2026-11-21T09:05:12.310Z","pid":4711,"process_start":"8811","pid_ns":"pid:[1]","boot_id":"boot","machine_id":"machine","host":"host","nonce":"cafe","liveness":"flock","breaks":"0123"}""" + "\n",
        Encoding.UTF8.GetString(s_record.ToBytes()));

    [Fact]
    public void A_record_is_read_as_it_was_written() => Assert.Equal(s_record, LockText.Read(s_record.ToBytes()).Record);

    [Fact]
    public void Every_beginning_of_a_record_is_torn()
    {
        var bytes = s_record.ToBytes();
        for (var length = 0; length < bytes.Length - 2; length++)
        {
            Assert.Equal((length, LockTextKind.Torn), (length, LockText.Read(bytes.AsSpan(0, length)).Kind));
        }
    }

    [Theory]
    [InlineData("\uFEFF{\"agent_id\":\"a\",\"timestamp\":\"t\"}")]
    [InlineData("  { // mine\n \"timestamp\": \"t\", \"agent_id\": \"a\", \"more\": {\"agent_id\": \"b\", \"x\": [1]}, }\r\n")]
    [InlineData("{\"\\u0061gent_id\":\"a\",\"timestamp\":\"t\",\"pid\":\"no number\"}")]
    public void What_a_script_writes_is_read_generously(string text)
    {
        var record = LockText.Read(Encoding.UTF8.GetBytes(text)).Record!;
        Assert.Equal(("a", "t", null, false), (record.Agent, record.Timestamp, record.Pid, record.IsOurs));
        Assert.Null(record.Since);
    }

    [Fact]
    public void What_a_shell_writes_in_UTF_16_is_read()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""{"agent_id":"ä","timestamp":"2026-11-21T09:00:00Z","pid":12}""")];
        var record = LockText.Read(bytes).Record!;
        Assert.Equal(("ä", 12), (record.Agent, record.Pid));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero), record.Since);
    }

    [Fact]
    public void More_than_a_record_can_be_is_foreign() =>
        Assert.Equal(LockTextKind.Foreign, LockText.Read([.. s_record.ToBytes(), .. new byte[LockText.MaxBytes]]).Kind);

    [Fact]
    public void Nothing_makes_it_fail() => Seeds.Run(Seeds.Next(), random =>
    {
        for (var i = 0; i < 5000; i++)
        {
            var bytes = s_record.ToBytes();
            for (var changes = random.Next(4); changes >= 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.True(Enum.IsDefined(LockText.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1))).Kind));
        }
    });
}
