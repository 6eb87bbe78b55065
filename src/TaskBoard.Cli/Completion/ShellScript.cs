namespace TaskBoard.Cli.Completion;

/// <summary>The scripts that make shells ask for suggestions.</summary>
internal static class ShellScript
{
    /// <summary>The shells there is one for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script of one of them.</summary>
    public static async Task<string> ReadAsync(string shell, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(ShellScript).Assembly.GetManifestResourceStream($"completion.{shell}")!);
        return (await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false)).ReplaceLineEndings("\n");
    }
}
