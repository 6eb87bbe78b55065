using System.CommandLine;

namespace TaskBoard.Cli.Input;

/// <summary>The description of a task: on the command line, or from a file or standard input, where nothing needs quoting.</summary>
internal sealed class DescriptionOptions
{
    private readonly Option<string?> _text = new("--description") { HelpName = "TEXT", Description = "What is to be done." };
    private readonly Option<string?> _file = new("--description-file") { HelpName = "FILE|-", Description = "The description from a file or standard input." };

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_text, _file];

    /// <summary>The description; null: none was given.</summary>
    public async Task<string?> TextAsync(CommandCall call)
    {
        if (call.Value(_file) is not { } file)
        {
            return call.Value(_text);
        }

        return call.Value(_text) is null
            ? (await InputText.ReadAsync(call, "--description-file", file).ConfigureAwait(false)).TrimEnd('\r', '\n')
            : throw CliException.Usage("Give either --description or --description-file.");
    }
}
