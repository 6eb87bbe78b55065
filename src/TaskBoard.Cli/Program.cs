using TaskBoard.Cli;

return CliProgram.Run(args);
