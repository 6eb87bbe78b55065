using TaskBoard.Cli;

return await CliProgram.RunAsync(args).ConfigureAwait(false);
