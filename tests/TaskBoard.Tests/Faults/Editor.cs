using TaskBoard.TestKit;

namespace TaskBoard.Tests.Faults;

/// <summary>A real editor, or what people use as one, and how it is told to add a property to a task in the file.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments, from the file, the text to find and the text to put behind it.</param>
internal sealed record Editor(string Program, Func<string, string, string, string[]> Arguments)
{
    /// <summary>Vim as it comes: writes as it thinks best.</summary>
    public static readonly Editor Vim = VimWith("set backupcopy=auto");

    /// <summary>Vim, which writes into the file.</summary>
    public static readonly Editor VimInPlace = VimWith("set backupcopy=yes");

    /// <summary>Vim, which renames a new file over it.</summary>
    public static readonly Editor VimRenaming = VimWith("set backupcopy=no");

    /// <summary>Nano at a terminal, which writes into the file.</summary>
    public static readonly Editor Nano = new("python3", (file, find, add) => [Checkout.File("tests", "faults", "nano-save.py"), file, find, add]);

    /// <summary>Emacs, which renames the file away and writes a new one, though it changed since it was read: in a batch nobody can be asked.</summary>
    public static readonly Editor Emacs = new("emacs", (file, find, add) =>
        ["--batch", "-q", file, "--eval", $"(progn (clear-visited-file-modtime) (search-forward {Quoted(find)}) (insert {Quoted(add)}) (save-buffer))"]);

    /// <summary>The stream editor, which renames.</summary>
    public static readonly Editor Sed = new("sed", (file, find, add) => ["-i", $"s/{find}/&{add}/", file]);

    /// <summary>A shell that writes back what the stream editor made, into the file.</summary>
    public static readonly Editor Shell = new("sh", (file, find, add) => ["-c", "sed \"s/$2/&$3/\" \"$1\" > \"$1.new\" && cat \"$1.new\" > \"$1\"", "sh", file, find, add]);

    /// <summary>Adds a text behind another in the file and saves.</summary>
    /// <returns>Whether it says that it did.</returns>
    public async Task<bool> SaveAsync(string file, string find, string add) => (await ProgramRun.Of(Program, Arguments(file, find, add))).ExitCode == 0;

    /// <summary>Whoever sits at it says yes when vim asks whether to write over a file that changed since it was read: unanswered, it ends with 0 and has saved nothing.</summary>
    private static Editor VimWith(string settings) => new("sh", (file, find, add) =>
        ["-c", "printf 'y\\ny\\ny\\n' | vim -es -u NONE -c \"$2\" -c 'wq!' \"$1\"", "sh", file, $"{settings} | g/{find}/s/{find}/&{add}/"]);

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
