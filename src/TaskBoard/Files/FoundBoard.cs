namespace TaskBoard.Files;

/// <summary>A <c>tasks.json</c> as it was read. Immutable but for its hash, which is computed when it is first asked for.</summary>
internal sealed class FoundBoard
{
    private readonly Lazy<string> _hash;

    /// <summary>What we wrote.</summary>
    public FoundBoard(BoardText text, string hash, FileStamp stamp, bool young, bool ours)
        : this(text, new Lazy<string>(hash), stamp, young, ours)
    {
    }

    /// <summary>What was read.</summary>
    public FoundBoard(BoardText text, ReadOnlyMemory<byte> bytes, FileStamp stamp, bool young)
        : this(text, new Lazy<string>(() => BoardFile.HashOf(bytes.Span)), stamp, young, ours: false)
    {
    }

    private FoundBoard(BoardText text, Lazy<string> hash, FileStamp stamp, bool young, bool ours) =>
        (Text, _hash, Stamp, Young, Ours) = (text, hash, stamp, young, ours);

    /// <summary>Its text, parsed.</summary>
    public BoardText Text { get; }

    /// <summary>
    /// SHA-256 of its bytes, lower-case hexadecimal. Whoever only reads the board does not ask for it, and is spared the library that
    /// computes it, which takes milliseconds to load.
    /// </summary>
    public string Hash => _hash.Value;

    /// <summary>What the name referred to.</summary>
    public FileStamp Stamp { get; }

    /// <summary>
    /// The file had been written so shortly before that another write could hide behind the same modification time: an equal stamp then
    /// proves nothing.
    /// </summary>
    public bool Young { get; }

    /// <summary>We wrote the file and backdated it (<see cref="IDiskFile.Backdate"/>): an equal stamp proves that nobody wrote since, not even through a mapping.</summary>
    public bool Ours { get; }

    /// <summary>There is no file: this is what is to be put in its place, and the hash is that of nothing.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The same bytes, found again.</summary>
    public FoundBoard SeenAgain(FileStamp stamp, bool young) => new(Text, _hash, stamp, young, ours: false);
}
