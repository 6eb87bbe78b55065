using System.Text;

namespace TaskBoard.Cli.Tests;

/// <summary>Command lines as they are written in texts, cut into words as a shell does: quotes of both kinds, and nothing else.</summary>
internal static class CommandWords
{
    /// <summary>The words behind <c>taskboard</c>, up to a remark that follows after two blanks, or a redirection.</summary>
    public static string[] Of(string line)
    {
        var (words, word, quote, any) = (new List<string>(), new StringBuilder(), '\0', false);
        var text = line.Trim();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' ? c is '\'' or '"' : c == quote)
            {
                (quote, any) = (quote == '\0' ? c : '\0', true);
            }
            else if (quote != '\0' || c != ' ')
            {
                word.Append(c);
                any = true;
            }
            else
            {
                Take();
                if (i + 1 < text.Length && text[i + 1] is ' ' or '<' or '>' or '|')
                {
                    break;
                }
            }
        }

        Take();
        return words[0] == "taskboard" && quote == '\0' ? [.. words.Skip(1)] : throw new FormatException($"No command: {line}");

        void Take()
        {
            if (any)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            any = false;
        }
    }
}
