namespace TaskBoard.Files;

/// <summary>
/// The operations on a board's files that the protocol of turns and commits is made of. The same protocol code runs over the
/// real disk, over faults and over a simulated one, so every effect on <c>tasks.json</c>, <c>tasks.lock</c>, the lock files and
/// <c>.taskboard/swap</c> goes through here, and each call is one step that can be killed before or after.
/// </summary>
/// <remarks>
/// Paths are absolute. Only the outcomes named here are answers; anything else the system says is thrown as
/// <see cref="DiskException"/> with the operation and the path, at once.
/// </remarks>
internal interface IDisk
{
    /// <summary>What is at <paramref name="path"/>, links not followed; null: nothing.</summary>
    FileStamp? Stat(string path);

    /// <summary>Reads a regular file whole; null: nothing there. Follows no link.</summary>
    FileBytes? Read(string path);

    /// <summary>Creates a file exclusively and opens it for reading and writing; null: the name is taken. <paramref name="mode"/> null: 0666 less the umask.</summary>
    IDiskFile? CreateNew(string path, int? mode = null);

    /// <summary>Opens an existing regular file, for writing too where permitted; null: nothing there.</summary>
    IDiskFile? Open(string path);

    /// <summary>Opens a permanent empty lock file, creating it where it is missing. Never truncates.</summary>
    IDiskFile OpenLockFile(string path);

    /// <summary>Gives a file a second name, atomically; false: the name is taken.</summary>
    /// <exception cref="NotSupportedException">The file system has no hard links.</exception>
    bool Link(string path, string newName);

    /// <summary>Exchanges two names, atomically; false: one of them does not exist.</summary>
    /// <exception cref="NotSupportedException">The file system cannot.</exception>
    bool Exchange(string path, string other);

    /// <summary>Renames, replacing whatever is at <paramref name="newName"/>; false: nothing at <paramref name="path"/>.</summary>
    bool Rename(string path, string newName);

    /// <summary>Deletes a name; false: nothing there.</summary>
    bool Delete(string path);

    /// <summary>Makes the entries of a directory durable.</summary>
    void FlushDirectory(string path);

    /// <summary>Names in a directory, sorted ordinally; empty where it does not exist.</summary>
    IReadOnlyList<string> List(string path);

    /// <summary>Creates a directory where it is missing.</summary>
    void CreateDirectory(string path);

    /// <summary>
    /// Gives a directory mode, owner and group of another, as far as permitted; answers what could not be kept, null: nothing, or this system knows no
    /// modes.
    /// </summary>
    string? TakeOwnership(string directory, FileStamp other) => null;

    /// <summary>
    /// Whether nobody has the file open any more (Linux: a read lease is granted). Null: this system cannot tell.
    /// </summary>
    bool? IsClosedByAll(string path);

    /// <summary>The type of the file system that holds <paramref name="path"/>, such as <c>ext4</c> or <c>nfs</c>; <c>unknown</c> where it cannot be told.</summary>
    string FileSystemOf(string path);

    /// <summary>What keeps the name <paramref name="path"/> itself from being exchanged, whatever the directory permits; <see cref="NameHold.None"/> where it cannot be told.</summary>
    NameHold HoldOn(string path) => NameHold.None;

    /// <summary>The user that files are written as, as <see cref="FileStamp.Owner"/> has it; null where there is no such number.</summary>
    uint? User => null;

    /// <summary>How many bytes this user may still write where <paramref name="path"/> is; null where it cannot be told.</summary>
    long? FreeBytesAt(string path) => null;

    /// <summary>The real path of <paramref name="path"/> with all symbolic links resolved; the path itself where nothing is there.</summary>
    string Resolve(string path);
}

/// <summary>An open file. Closing it frees its lock.</summary>
internal interface IDiskFile : IDisposable
{
    /// <summary>What the handle refers to now (<c>fstat</c>).</summary>
    FileStamp Stamp();

    /// <summary>Reads the whole file from its beginning.</summary>
    byte[] ReadAll();

    /// <summary>Writes at the end.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Makes the content durable. An error is thrown, and the file must then be given up: never flush it again.</summary>
    void Flush();

    /// <summary>
    /// Sets the modification time a step back. File systems stamp writes with a clock that stands still for milliseconds; after this, any
    /// later write gives the file another time, so that an equal stamp proves that nobody wrote. Answers what the handle refers to then;
    /// null: this file system cannot.
    /// </summary>
    FileStamp? Backdate();

    /// <summary>Takes an operating-system lock without waiting; false: held by another. The kernel frees it when the holder dies.</summary>
    bool TryLock(bool exclusive);

    /// <summary>
    /// Stands in line for the exclusive lock behind all who asked before; null: there is no such line here, or too many stand in it. What is answered is set when the waiting
    /// is over: <see cref="TryLock"/> then tells whether the lock is this file's. Until then only <see cref="Unlock"/> and disposing are allowed, and give the
    /// place up: a lock that still comes is freed at once.
    /// </summary>
    ManualResetEventSlim? StandInLine() => null;

    /// <summary>Frees the lock.</summary>
    void Unlock();

    /// <summary>Gives the file mode, owner and group of another, as far as permitted; answers what could not be kept, null: nothing.</summary>
    string? TakeOwnershipOf(FileStamp other);
}

/// <summary>What keeps a name from being exchanged.</summary>
internal enum NameHold
{
    /// <summary>Nothing that is known.</summary>
    None,

    /// <summary>Something is mounted there.</summary>
    Mount,

    /// <summary>The file is marked as one that nobody may replace (Linux: <c>chattr +i</c> or <c>+a</c>).</summary>
    Attribute,
}

/// <summary>What a name or a handle refers to.</summary>
/// <param name="Device">Number of the device (Windows: volume serial number).</param>
/// <param name="Inode">Number of the file on its device (Windows: file index).</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Modification time, 100 ns ticks since 0001-01-01 UTC.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Permission bits; 0 on Windows.</param>
/// <param name="Owner">User id; 0 on Windows.</param>
/// <param name="Group">Group id; 0 on Windows.</param>
internal readonly record struct FileStamp(ulong Device, ulong Inode, long Size, long Modified, FileKind Kind, int Mode, uint Owner, uint Group)
{
    /// <summary>Whether its mode lets nobody write it, as people mark what is to stay as it is.</summary>
    public bool IsReadOnly => Mode != 0 && (Mode & 0x92) == 0;

    /// <summary>Whether it is a directory in which only the owner of a name, or its own, may replace it (the sticky bit, as of <c>/tmp</c>).</summary>
    public bool IsSticky => (Mode & 0x200) != 0;

    /// <summary>Whether both are the same file, whatever it holds now.</summary>
    public bool SameFile(FileStamp other) => Device == other.Device && Inode == other.Inode;

    /// <summary>Whether both are the same file and nothing shows that it was written in between.</summary>
    public bool SameContent(FileStamp other) => SameFile(other) && Size == other.Size && Modified == other.Modified;
}

/// <summary>What a directory entry is.</summary>
internal enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A FIFO, socket or device.</summary>
    Other,
}

/// <summary>A file read whole.</summary>
/// <param name="Bytes">What it held.</param>
/// <param name="Stamp">The handle's stamp after reading.</param>
/// <param name="Steady">False: size or time changed while it was being read, so the bytes may be torn.</param>
internal sealed record FileBytes(byte[] Bytes, FileStamp Stamp, bool Steady);
