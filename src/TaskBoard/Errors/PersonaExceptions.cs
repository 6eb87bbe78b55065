using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>There is no such persona; nothing was changed.</summary>
public sealed class PersonaNotFoundException : BoardException
{
    internal PersonaNotFoundException(string persona, string? meant)
        : this(persona, meant, Text(persona, meant).Text)
    {
    }

    private PersonaNotFoundException(string persona, string? meant, string message)
        : base(BoardErrorCodes.PersonaNotFound, BoardErrorKind.NotFound, message) => (Persona, Meant) = (persona, meant);

    /// <summary>The persona that was named.</summary>
    public string Persona { get; }

    /// <summary>The one that was probably meant; null: none is like it.</summary>
    public string? Meant { get; }

    internal static Sentence Text(string persona, string? meant) =>
        $"There is no persona '{persona}' on this board.{(meant is null ? Sentence.Own("") : $" Did you mean '{meant}'?")} 'taskboard personas' shows them all; "
        + $"'taskboard personas set PERSONA FILE' describes a new one.";

    internal static PersonaNotFoundException InFile(string persona, string folder) => new(
        persona, null, $"The persona '{persona}' was not set: a file of the directory {folder} describes it. To change it, edit that file, or set it.");
}

/// <summary>What describes a persona that an agent would play cannot be used; nothing was changed.</summary>
public sealed class PersonaUnreadableException : BoardException
{
    internal PersonaUnreadableException(string persona, string fault)
        : base(BoardErrorCodes.PersonaUnreadable, BoardErrorKind.Unreadable, $"{fault} Nothing was changed; to describe it anew: 'taskboard personas set {persona} FILE'.") =>
        (Persona, Fault) = (persona, fault);

    /// <summary>The persona.</summary>
    public string Persona { get; }

    /// <summary>Which file it is (or that it was set), why it cannot be used and what to do, in sentences.</summary>
    public string Fault { get; }
}
