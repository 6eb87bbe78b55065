using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using ModelContextProtocol.Client;
using TaskBoard.Mcp.Tests.Http;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Processes;

/// <summary>The command with <c>--http</c>: its token, its end, and a team that reaches one board in every way there is.</summary>
public sealed class HttpProcessTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();

    public Task InitializeAsync() => BoardCommand.RunAsync(_directory.Path, "init");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_team_over_http_over_stdio_and_on_the_command_line_finishes_ten_tasks_once_each()
    {
        await using var server = await HttpProcess.StartAsync(_directory.Path);
        await using var planner = await server.ConnectAsync("2025-06-18");
        await using var one = await server.ConnectAsync("2025-11-25");
        await using var two = await server.ConnectAsync("2026-07-28");
        await using var three = await ServerProcess.StartAsync(_directory.Path, "stdio-1");
        var plan = await Session.CallAsync(planner, "plan_tasks", new
        {
            agent = "planner",
            tasks = Enumerable.Range(0, 10).Select(i => new { id = $"t{i}", key = $"k{i}", title = $"Part {i}", depends_on = i < 3 ? [] : new[] { $"k{i - 3}" } }),
        });
        Assert.True(plan.IsError != true, plan.StructuredContent?.GetRawText());
        var handle = (await BoardCommand.RunAsync(_directory.Path, "claim", "--agent", "cli-1")).Split('\n')[0];
        var working = Task.WhenAll(
            WorkAsync((tool, arguments) => Session.CallAsync(one, tool, arguments), "http-1"),
            WorkAsync((tool, arguments) => Session.CallAsync(two, tool, arguments), "http-2"),
            WorkAsync((tool, arguments) => three.CallAsync(tool, arguments), "stdio-1"));
        await BoardCommand.RunAsync(_directory.Path, "complete", handle, "done by a command", "--agent", "cli-1");
        Assert.Equal(9, (await working).Sum());

        await using var board = await Board.OpenAsync(_directory.Path);
        Assert.All((await board.ReadAsync()).Tasks, t => Assert.Equal((TaskState.Completed, 1), (t.State, t.Attempts)));
        Assert.True((await board.History.VerifyAsync()).IsIntact);
    }

    [LinuxFact]
    public async Task A_signal_ends_it_while_a_call_waits_and_releases_nothing()
    {
        await BoardCommand.RunAsync(_directory.Path, "add", "A", "--id", "a", "--agent", "lead");
        await using var server = await HttpProcess.StartAsync(_directory.Path, "--agent", "one");
        await using var client = await server.ConnectAsync("2025-11-25");
        Assert.Equal("a#1", (await Session.CallAsync(client, "claim_task")).StructuredContent!.Value.GetProperty("claim").GetString());
        var alive = new TaskCompletionSource();
        var waiting = client.CallToolAsync("board_status", new Dictionary<string, object?> { ["wait_seconds"] = 50 }, new Told(() => alive.TrySetResult())).AsTask();
        await alive.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((0, "", ""), await server.EndAsync("TERM"));
        Assert.Equal("TB0002", (await waiting).StructuredContent!.Value.GetProperty("code").GetString());
        await using var board = await Board.OpenAsync(_directory.Path);
        Assert.Equal(TaskState.InProgress, (await board.FindAsync(TaskId.Parse("a")))!.State);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var server = await HttpProcess.StartAsync(_directory.Path);
        var (code, error) = await FailAsync("mcp", "--http", $"{server.Url.Port}");
        Assert.Equal(1, code);
        Assert.Equal($"taskboard: --http: port {server.Url.Port} of 127.0.0.1 or ::1 is taken by another program. Choose another one, or 0 for a free one. (TB1001)", error.Trim());
    }

    [Fact]
    public async Task A_token_file_is_made_for_its_owner_alone_and_used_again()
    {
        await using (var first = await HttpProcess.StartAsync(_directory.Path, "--token-file", "token"))
        {
            Assert.Null(first.Token);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(first.Url, (await File.ReadAllTextAsync(_directory["token"])).Trim()));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first.Url, HttpBoard.Token));
            Assert.Equal([_directory["token"]], Directory.GetFiles(_directory.Path, "token*"));
        }

        await File.WriteAllTextAsync(_directory["token"], HttpBoard.Token + "\n");
        await using (var second = await HttpProcess.StartAsync(_directory.Path, "--token-file", "token"))
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(second.Url, HttpBoard.Token));
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["token"]));
            File.SetUnixFileMode(_directory["token"], UnixFileMode.UserRead | UnixFileMode.GroupRead);
            var (code, error) = await FailAsync("mcp", "--http", "0", "--token-file", "token");
            Assert.Equal(2, code);
            Assert.Contains("others than its owner may use", error, StringComparison.Ordinal);
            Assert.DoesNotContain(HttpBoard.Token, error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("short", "5 characters, and 32 are the fewest")]
    [InlineData("a token with blanks in it, of 44 characters.", "a character that none may hold")]
    [InlineData("", "0 characters, and 32 are the fewest")]
    public async Task A_token_that_protects_nothing_is_refused(string token, string why)
    {
        await File.WriteAllTextAsync(_directory["token"], token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_directory["token"], UnixFileMode.UserRead);
        }

        var (code, error) = await FailAsync("mcp", "--http", "0", "--token-file", "token");
        Assert.Equal(2, code);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_pipe_into_which_nobody_writes_a_token_is_refused_and_not_waited_for()
    {
        Assert.Equal(0, (await ProgramRun.Of("mkfifo", "-m", "600", _directory["token"])).ExitCode);
        var (code, error) = await FailAsync("mcp", "--http", "0", "--token-file", "token");
        Assert.Equal(2, code);
        Assert.Contains("nobody writes a token into it", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--http: a port from 1 to 65535, or 0 for a free one.", "--http", "65536")]
    [InlineData(2, "--token-file goes with --http PORT.", "--token-file", "x")]
    [InlineData(1, "can be neither read nor made", "--http", "0", "--token-file", "no/such/token")]
    public async Task Options_that_make_no_sense_are_refused(int code, string why, params string[] arguments)
    {
        var failure = await FailAsync(["mcp", .. arguments]);
        Assert.Equal(code, failure.Code);
        Assert.Contains(why, failure.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thirty_megabytes_without_a_length_are_refused_and_not_kept()
    {
        await using var server = await HttpProcess.StartAsync(_directory.Path);
        await using var client = await server.ConnectAsync();
        await Session.CallAsync(client, "list_tasks");
        var before = Peak(server.Process);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var i = 0; i < 2; i++)
        {
            using var request = Request(server.Url, server.Token!, new ByteArrayContent(new byte[30_000_000]));
            request.Headers.TransferEncodingChunked = true;
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }

        Assert.InRange(Peak(server.Process) - before, 0, 40_000_000);
        Assert.Equal(0, (await Session.CallAsync(client, "list_tasks")).StructuredContent!.Value.GetProperty("total").GetInt32());
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri url, string token)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.SendAsync(Request(url, token, new StringContent(RawServer.Call(1, "list_tasks"))));
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(Uri url, string token, HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        return request;
    }

    private async Task<(int Code, string Error)> FailAsync(params string[] arguments)
    {
        using var child = BoardCommand.Start(_directory.Path, arguments);
        child.StandardInput.Close();
        var error = await child.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await child.WaitForExitAsync();
        return (child.ExitCode, error);
    }

    private static long Peak(Process process)
    {
        process.Refresh();
        return process.PeakWorkingSet64;
    }

    private static async Task<int> WorkAsync(Func<string, object, Task<ModelContextProtocol.Protocol.CallToolResult>> call, string agent)
    {
        for (var done = 0; ; done++)
        {
            var claim = (await call("claim_task", new { agent, wait_seconds = 30 })).StructuredContent!.Value;
            if (claim.GetProperty("claim").GetString() is not { } handle)
            {
                Assert.Equal("done", claim.GetProperty("reason").GetString());
                return done;
            }

            await call("report_progress", new { agent, claim = handle, percent = 50 });
            var finish = await call("finish_task", new { agent, claim = handle, outcome = "completed", summary = $"{handle} is done" });
            Assert.True(finish.IsError != true, finish.StructuredContent?.GetRawText());
        }
    }

    private sealed class Told(Action told) : IProgress<ModelContextProtocol.ProgressNotificationValue>
    {
        public void Report(ModelContextProtocol.ProgressNotificationValue value) => told();
    }
}
