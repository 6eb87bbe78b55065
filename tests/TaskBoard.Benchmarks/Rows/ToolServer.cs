using System.Diagnostics;

namespace TaskBoard.Benchmarks.Rows;

/// <summary>A server of a board's tools, in a process of its own, and a client that does no more than write lines and read lines.</summary>
internal sealed class ToolServer : IDisposable
{
    private readonly Process _process;
    private int _id;

    /// <summary>Starts it; it has answered when this returns.</summary>
    public ToolServer(string command, string board)
    {
        _process = Process.Start(new ProcessStartInfo(command, ["mcp", "--board", board, "--agent", "agent"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        Ask("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}""");
        Write("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    /// <summary>Calls a tool and waits for its answer.</summary>
    public void Call(string tool, string arguments)
    {
        var answer = Ask("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}}}""");
        if (!answer.Contains("\"structuredContent\"", StringComparison.Ordinal) || answer.Contains("\"isError\":true", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{tool} {arguments}: {answer}");
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string method, string parameters)
    {
        var id = ++_id;
        Write($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        while (true)
        {
            var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The server ended: {_process.StandardError.ReadToEnd()}");
            if (line.Contains($"\"id\":{id},", StringComparison.Ordinal) || line.Contains($"\"id\":{id}}}", StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    private void Write(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }
}
