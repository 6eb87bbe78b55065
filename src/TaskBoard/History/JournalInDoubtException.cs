namespace TaskBoard.History;

/// <summary>COMMIT reported an I/O error: what it wrote may be there all the same. Never leaves the library.</summary>
internal sealed class JournalInDoubtException(string message, Exception? inner = null) : IOException(message, inner);
