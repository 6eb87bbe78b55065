using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard lock show</c>.</summary>
internal static class LockShowCommand
{
    public static CliCommand Create() =>
        new CliCommand("show", "Show who holds tasks.lock, and what is known about them.", "taskboard lock show").Reading(async (call, board) =>
        {
            var held = await board.ReadLockAsync(call.CancellationToken).ConfigureAwait(false);
            if (call.Json)
            {
                WriteDocument(call, held);
            }
            else if (held is null)
            {
                call.Say("Nobody holds the lock.");
            }
            else
            {
                call.WriteLine($"id        {held.Id}");
                call.WriteLine($"held by   {held.Agent ?? "(the record does not say)"}");
                call.WriteLine($"since     {held.Since?.ToText() ?? "(the record does not say)"}");
                call.WriteLine($"verdict   {WordOf(held.Verdict)}");
                call.WriteLine($"evidence  {held.Evidence}");
                call.WriteLine($"record    {held.Record}");
            }

            return ExitCode.Done;
        });

    /// <summary>A verdict in a word.</summary>
    public static string WordOf(BoardLockVerdict verdict) => verdict switch
    {
        BoardLockVerdict.Alive => "alive",
        BoardLockVerdict.Dead => "dead",
        BoardLockVerdict.Elsewhere => "elsewhere",
        _ => "foreign",
    };

    private static void WriteDocument(CommandCall call, BoardLock? held) => call.WriteDocument("lock.show", writer =>
    {
        writer.WriteBoolean("held", held is not null);
        if (held is not null)
        {
            writer.WriteString("id", held.Id);
            writer.WriteText("agent_id", held.Agent);
            writer.WriteText("since", held.Since?.ToText());
            writer.WriteString("verdict", WordOf(held.Verdict));
            writer.WriteString("evidence", held.Evidence);
            writer.WriteString("record", held.Record);
        }
    });
}
