using System.Text;

namespace TaskBoard.Cli.Audit;

/// <summary>The file that a seal is written to: a new one, or one that holds seals already.</summary>
/// <param name="path">The file.</param>
/// <param name="append">Whether it may be there.</param>
internal sealed class SealFile(string path, bool append)
{
    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>The seals that it holds; none where it is not there.</summary>
    public async Task<IReadOnlyList<Seal>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!System.IO.Path.Exists(path))
        {
            return [];
        }

        if (!append)
        {
            throw Exists();
        }

        try
        {
            return Seal.ParseAll(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false))
                ?? throw new CliException(
                    BoardErrorCodes.SealExists, ExitCode.Refused, $"{path} holds something else than seals, and was left as it is. Give another name.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    /// <summary>Writes a seal, and makes sure that it is on the disk.</summary>
    public async Task WriteAsync(string seal, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(path, append ? FileMode.OpenOrCreate : FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            await using var closing = stream.ConfigureAwait(false);
            var isCut = stream.Length > 0 && stream.Seek(-1, SeekOrigin.End) >= 0 && stream.ReadByte() != '\n';
            stream.Seek(0, SeekOrigin.End);
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{(isCut ? "\n" : "")}{seal}\n"), cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw !append && System.IO.Path.Exists(path) ? Exists() : NotWritten(e);
        }
    }

    private CliException Exists() => new(
        BoardErrorCodes.SealExists, ExitCode.Refused,
        $"{path} exists already, and a seal is never overwritten. Give another name, or --append to add this seal to those in it.");

    private CliException NotWritten(Exception e) => new(BoardErrorCodes.BoardIO, ExitCode.Failed, $"The seal cannot be written to {path}: {e.Message}");
}
