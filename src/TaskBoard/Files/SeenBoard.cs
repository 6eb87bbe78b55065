namespace TaskBoard.Files;

/// <summary>A <c>tasks.json</c> whose hash is known, and which is parsed only if somebody asks what it says: often the hash says enough.</summary>
/// <param name="Hash">SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="Text">Its text. Asking for it throws <see cref="BoardUnreadableException"/> where it is no board.</param>
/// <param name="Stamp">What the name referred to.</param>
/// <param name="Young">As of <see cref="FoundBoard.Young"/>.</param>
internal sealed record SeenBoard(string Hash, Lazy<BoardText> Text, FileStamp Stamp, bool Young)
{
    /// <summary>One that was parsed already.</summary>
    public static SeenBoard Of(FoundBoard found) => new(found.Hash, new(found.Text), found.Stamp, found.Young);
}
