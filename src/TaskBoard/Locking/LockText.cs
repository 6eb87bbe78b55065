using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>What the content of a <c>tasks.lock</c> turned out to be.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Record">The record, where it is one.</param>
internal sealed record LockText(LockTextKind Kind, LockRecord? Record = null)
{
    /// <summary>No lock record is longer; whatever is, is something else.</summary>
    public const int MaxBytes = 4096;

    private static readonly HashSet<string> s_words =
        ["agent_id", "timestamp", "pid", "process_start", "pid_ns", "boot_id", "machine_id", "host", "nonce", "liveness", "breaks"];

    /// <summary>Reads whatever it is, and never fails.</summary>
    public static LockText Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return new(LockTextKind.Foreign);
        }

        var json = Utf8(bytes);
        if (json.Trim(" \t\r\n\0"u8).IsEmpty)
        {
            // A power cut leaves no bytes, or NULs where they should be.
            return new(LockTextKind.Torn);
        }

        try
        {
            return json.TrimStart(" \t\r\n"u8)[0] == '{' ? ReadObject(json) : new(LockTextKind.Foreign);
        }
        catch (JsonException)
        {
            return new(LockTextKind.Foreign);
        }
    }

    private static LockText ReadObject(ReadOnlySpan<byte> json)
    {
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

        // "Not the final block": text that merely ends too soon is told apart from text that is wrong.
        var reader = new Utf8JsonReader(json.TrimEnd((byte)0), isFinalBlock: false, new JsonReaderState(options));
        var values = new Dictionary<string, string>();
        var (names, known) = (0, 0);
        string? name = null;
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1)
            {
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0)
                {
                    return IsFollowedByNothing(json[(int)reader.BytesConsumed..]) ? Understand(values) : new(LockTextKind.Foreign);
                }

                continue;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = JsonText.Unescape(ref reader);
                    names++;
                    known += s_words.Contains(name) ? 1 : 0;
                    break;
                case JsonTokenType.String:
                    values[name!] = JsonText.Unescape(ref reader);
                    break;
                case JsonTokenType.Number:
                    values[name!] = Encoding.UTF8.GetString(reader.ValueSpan);
                    break;
            }
        }

        // The beginning of somebody else's file is not the beginning of a record.
        return new(names == 0 || known > 0 ? LockTextKind.Torn : LockTextKind.Foreign);
    }

    private static LockText Understand(Dictionary<string, string> values)
    {
        if (!values.TryGetValue("agent_id", out var agent) || !values.TryGetValue("timestamp", out var timestamp))
        {
            return new(LockTextKind.Foreign);
        }

        return new(LockTextKind.Record, new LockRecord
        {
            Agent = agent,
            Timestamp = timestamp,
            Pid = int.TryParse(values.GetValueOrDefault("pid"), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? pid : null,
            ProcessStart = values.GetValueOrDefault("process_start"),
            PidNamespace = values.GetValueOrDefault("pid_ns"),
            BootId = values.GetValueOrDefault("boot_id"),
            MachineId = values.GetValueOrDefault("machine_id"),
            Host = values.GetValueOrDefault("host"),
            Nonce = values.GetValueOrDefault("nonce"),
            Liveness = values.GetValueOrDefault("liveness"),
            Breaks = values.GetValueOrDefault("breaks"),
        });
    }

    private static bool IsFollowedByNothing(ReadOnlySpan<byte> rest) => rest.Trim(" \t\r\n\0"u8).IsEmpty;

    /// <summary>Some shells write UTF-16 or a byte order mark where nobody asked for it.</summary>
    private static ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => rest,
        [0xFF, 0xFE, .. var rest] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(rest)),
        [0xFE, 0xFF, .. var rest] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(rest)),
        _ => bytes,
    };
}

/// <summary>Kinds of content.</summary>
internal enum LockTextKind
{
    /// <summary>A record with at least <c>agent_id</c> and <c>timestamp</c>.</summary>
    Record,

    /// <summary>Nothing yet, or the beginning of a record.</summary>
    Torn,

    /// <summary>Not a record of this protocol.</summary>
    Foreign,
}
