using System.IO.Enumeration;
using TaskBoard.Native;

namespace TaskBoard.Files;

/// <summary>The disk of this machine. No <see cref="FileStream"/>: it takes advisory locks of its own and swallows errors of flushing.</summary>
internal sealed class RealDisk : IDisk
{
    // As Directory.EnumerateFileSystemEntries has it: hidden files too, and what may not be read is an error.
    private static readonly EnumerationOptions s_every = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private readonly NativeFiles _native = NativeFiles.Current;

    /// <inheritdoc/>
    public FileStamp? Stat(string path) => _native.Stat(path);

    /// <inheritdoc/>
    public FileBytes? Read(string path)
    {
        using var file = OpenRegular(path, OpenWay.Read);
        if (file is null)
        {
            return null;
        }

        var before = file.Stamp();
        var bytes = file.ReadAll();
        var after = file.Stamp();
        return new FileBytes(bytes, after, before.SameContent(after) && bytes.Length == after.Size);
    }

    /// <inheritdoc/>
    public IDiskFile? CreateNew(string path, int? mode = null) =>
        _native.Open(path, OpenWay.CreateNew, mode) is { } handle ? new RealDiskFile(_native, handle, path) : null;

    /// <inheritdoc/>
    public IDiskFile? Open(string path) => OpenRegular(path, OpenWay.Existing);

    /// <inheritdoc/>
    public IDiskFile OpenLockFile(string path) =>
        OpenRegular(path, OpenWay.LockFile) ?? throw new DiskException(DiskFault.WrongKind, "open", path, "it cannot be created");

    /// <inheritdoc/>
    public bool Link(string path, string newName) => _native.Link(path, newName);

    /// <inheritdoc/>
    public bool Exchange(string path, string other) => _native.Exchange(path, other);

    /// <inheritdoc/>
    public bool Rename(string path, string newName) => _native.Rename(path, newName);

    /// <inheritdoc/>
    public bool Delete(string path) => _native.Delete(path);

    /// <inheritdoc/>
    public void FlushDirectory(string path) => _native.FlushDirectory(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path)
    {
        try
        {
            // Asked with every change: the names alone, without the paths that would be made of them.
            var names = new FileSystemEnumerable<string>(path, static (ref FileSystemEntry entry) => entry.FileName.ToString(), s_every).ToArray();
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translated("list", path, e);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translated("mkdir", path, e);
        }
    }

    /// <inheritdoc/>
    public string? TakeOwnership(string directory, FileStamp other) => _native.TakeOwnership(directory, other);

    /// <inheritdoc/>
    public bool? IsClosedByAll(string path) => _native.IsClosedByAll(path);

    /// <inheritdoc/>
    public string FileSystemOf(string path)
    {
        for (var at = path; at is not null; at = Path.GetDirectoryName(at))
        {
            var name = _native.FileSystemOf(at);
            if (name != "unknown" || Path.Exists(at))
            {
                return name;
            }
        }

        return "unknown";
    }

    /// <inheritdoc/>
    public NameHold HoldOn(string path) => _native.HoldOn(path);

    /// <inheritdoc/>
    public uint? User => _native.User;

    /// <inheritdoc/>
    public long? FreeBytesAt(string path) => DriveFormats.FreeBytesAt(OperatingSystem.IsWindows() ? Path.GetPathRoot(path) ?? path : path);

    /// <inheritdoc/>
    public string Resolve(string path) => RealPath.Of(path);

    private RealDiskFile? OpenRegular(string path, OpenWay way)
    {
        // Looked at before opening, because opening a device or a FIFO already does something to it; and after, because names move.
        if (_native.Stat(path) is { } stamp)
        {
            Require(stamp.Kind);
        }

        if (_native.Open(path, way, null) is not { } handle)
        {
            return null;
        }

        var file = new RealDiskFile(_native, handle, path);
        try
        {
            Require(file.Stamp().Kind);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }

        void Require(FileKind kind)
        {
            if (kind != FileKind.File)
            {
                throw new DiskException(DiskFault.WrongKind, "open", path, $"not a regular file ({kind})");
            }
        }
    }

    private static DiskException Translated(string operation, string path, Exception e)
    {
        const int diskFullOnWindows = unchecked((int)0x80070070);
        const int noSpaceOnUnix = 28;
        return new DiskException(
            e is UnauthorizedAccessException ? DiskFault.Denied
            : e.HResult is diskFullOnWindows or noSpaceOnUnix ? DiskFault.Full
            : e.HResult == UnixErrors.ReadOnly && !OperatingSystem.IsWindows() ? DiskFault.ReadOnly
            : e is DirectoryNotFoundException || File.Exists(path) ? DiskFault.WrongKind
            : DiskFault.Io,
            operation, path, e.Message);
    }
}
