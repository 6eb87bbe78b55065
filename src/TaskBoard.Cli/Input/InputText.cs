using System.Text;

namespace TaskBoard.Cli.Input;

/// <summary>Longer text from a file or from standard input, so that nothing needs quoting in a shell.</summary>
internal static class InputText
{
    /// <summary>Reads FILE, or standard input where it is <c>-</c>.</summary>
    public static async Task<string> ReadAsync(CommandCall call, string option, string file)
    {
        if (file == "-")
        {
            return await call.Streams.In.ReadToEndAsync(call.CancellationToken).ConfigureAwait(false);
        }

        var bytes = await BytesAsync(call, option, file).ConfigureAwait(false);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\ufeff') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            throw CliException.Usage($"{option} {file}: the file is not UTF-8 text.");
        }
    }

    /// <summary>Reads FILE as bytes.</summary>
    public static async Task<byte[]> BytesAsync(CommandCall call, string option, string file)
    {
        var path = call.Environment.FullPath(file);
        try
        {
            return await File.ReadAllBytesAsync(path, call.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Directory.Exists(path) ? CliException.Usage($"{option}: {path} is a directory. Name the file in it.")
                : e is FileNotFoundException or DirectoryNotFoundException ? new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound, $"{option}: there is no file {path}.")
                : new CliException(BoardErrorCodes.BoardIO, ExitCode.Failed, $"{option}: {path} cannot be read: {e.Message}");
        }
    }
}
