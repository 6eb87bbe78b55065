namespace TaskBoard.Cli.Output;

/// <summary>A file whose text is replaced as a whole: whoever reads it meanwhile has the old text or the new one, and after an error the old one is there.</summary>
internal static class ReplacedFile
{
    /// <summary>Writes beside the file, to the disk, and puts that in its place, with its mode. A link stays, and what it leads to is replaced.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        string? beside = null;
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var name = $"{target}.{Guid.NewGuid():N}";
            var stream = new FileStream(name, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            beside = name;
            await using (stream.ConfigureAwait(false))
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                }

                await stream.WriteAsync(text, cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(name, target, overwrite: true);
        }
        catch (Exception e)
        {
            Clean(beside);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new CliException(BoardErrorCodes.BoardIO, ExitCode.Failed, $"{path} cannot be written, and was left as it is: {e.Message}");
            }

            throw;
        }
    }

    private static void Clean(string? beside)
    {
        try
        {
            if (beside is not null)
            {
                File.Delete(beside);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What went wrong before is told.
        }
    }
}
