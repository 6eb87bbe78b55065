using System.Text.Json;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard schema</c>.</summary>
internal static class SchemaCommand
{
    private const string FileName = "tasks.schema.json";

    public static CliCommand Create() => new CliCommand("schema", "Print the JSON Schema of tasks.json.", "taskboard schema > tasks.schema.json")
    {
        Remarks = "For editors that complete and check; 'taskboard init --schema' puts it beside a new board.",
    }.Running(async call =>
    {
        var text = await ReadAsync(call.CancellationToken).ConfigureAwait(false);
        if (call.Json)
        {
            using var schema = JsonDocument.Parse(text);
            call.WriteDocument("board.schema", writer =>
            {
                writer.WritePropertyName("json_schema");
                schema.RootElement.WriteTo(writer);
            });
        }
        else
        {
            await call.Streams.Out.WriteAsync(text).ConfigureAwait(false);
        }

        return ExitCode.Done;
    });

    /// <summary>The library carries it, because it writes it beside new boards.</summary>
    private static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(Board).Assembly.GetManifestResourceStream(FileName)!);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }
}
