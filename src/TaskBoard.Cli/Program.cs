using TaskBoard.Cli;
using TaskBoard.Cli.Work;

return args is [ProcessGroup.Verb, .. { Length: > 0 } words] ? ProcessGroup.Become(words) : CliProgram.Run(args);
