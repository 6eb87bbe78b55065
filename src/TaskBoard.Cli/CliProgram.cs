using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using TaskBoard.Cli.Completion;
using TaskBoard.Cli.Help;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli;

/// <summary>The program: command line in, text and exit code out. Everything that goes wrong becomes one message and one exit code here.</summary>
internal static class CliProgram
{
    /// <summary>
    /// Runs in this process. The streams are opened without the console classes, which cost more than the whole command; and the one thread
    /// there is waits, because each asynchronous method that does not end at once is compiled anew at each start.
    /// </summary>
    public static int Run(string[] args)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        // Flushed, not disposed: what cannot be written is reported once, and not tried again at the end.
        var output = new StreamWriter(TerminalStreams.Output(), utf8);
        using var error = new StreamWriter(TerminalStreams.Error(), utf8) { AutoFlush = true };
        using var input = new StreamReader(Console.OpenStandardInput(), utf8);
        return RunAsync(args, input, output, error, CliEnvironment.OfProcess()).GetAwaiter().GetResult();
    }

    /// <summary>Runs with streams and environment given.</summary>
    public static async Task<int> RunAsync(string[] args, TextReader stdin, TextWriter stdout, TextWriter stderr, CliEnvironment environment)
    {
        var options = new CommonOptions();
        if (SuggestRequest.Of(args) is { } request)
        {
            foreach (var suggestion in await Suggestions.OfAsync(request, new CliRoot(options), options, environment).ConfigureAwait(false))
            {
                await stdout.WriteLineAsync(suggestion).ConfigureAwait(false);
            }

            await stdout.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return ExitCode.Done;
        }

        var parsed = CliRoot.Parse(args, options);
        var errors = new ErrorReport(stderr, json: args.TakeWhile(a => a != "--").Contains("--json"));
        var streams = new CliStreams(stdin, stdout, stderr);
        var code = await AnsweredAsync().ConfigureAwait(false);
        try
        {
            Flush(stdout);
            return code;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return errors.Unwritten(e, code);
        }

        async Task<int> AnsweredAsync()
        {
            try
            {
                if (parsed.Action is HelpAction or HelpOptionAction)
                {
                    HelpPage.Write(parsed.CommandResult.Command, parsed.GetValue(options.All), environment.Screen, stdout);
                    return ExitCode.Done;
                }

                if (parsed.CommandResult.Command is CliRoot root && root.AsksForVersion(parsed, options))
                {
                    await stdout.WriteLineAsync(VersionText.Document()).ConfigureAwait(false);
                    return ExitCode.Done;
                }

                CommandLineCheck.Demand(parsed);
                return parsed.CommandResult.Command is CliCommand { Run: { } run } command
                    ? await InvokeAsync(parsed, command, token => run(new CommandCall(parsed, options, streams, environment, token)), errors).ConfigureAwait(false)
                    : await parsed.InvokeAsync(new InvocationConfiguration { Output = stdout, Error = stderr }).ConfigureAwait(false);
            }
            catch (CliException e)
            {
                return errors.Report(e);
            }
        }
    }

    /// <summary>At the end nothing is left that could go on meanwhile.</summary>
    private static void Flush(TextWriter writer) => writer.Flush();

    /// <summary>Lets the parser's library handle signals, and translates what the command throws.</summary>
    private static Task<int> InvokeAsync(ParseResult parsed, CliCommand command, Func<CancellationToken, Task<int>> run, ErrorReport errors)
    {
        command.SetAction(async (_, token) =>
        {
            try
            {
                return await run(token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                return errors.Report(e);
            }
        });

        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        if (command.OutlivesSignals)
        {
            invocation.ProcessTerminationTimeout = Timeout.InfiniteTimeSpan;
        }
        else if (command.EndsAtOnce || command.HandlesSignals)
        {
            invocation.ProcessTerminationTimeout = null;
        }

        return parsed.InvokeAsync(invocation);
    }
}
