using HandEdit;

// A person and agents change one file, each in their own way: what becomes of formatting, comments, authors, mistakes, and of a save that is older
// than what agents did meanwhile.
var directory = args is [var named] ? Path.GetFullPath(named) : Directory.CreateTempSubdirectory("taskboard-hand-edit-").FullName;
Directory.CreateDirectory(directory);
return await new Story(directory, Console.Out).TellAsync() ? 0 : 1;
