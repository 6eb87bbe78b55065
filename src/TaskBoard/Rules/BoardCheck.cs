using System.Collections.Frozen;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>
/// Looks through a board for everything that a person should mend (problems) or know (remarks): what the reader of the file found, links that
/// lead nowhere or in a circle, states and times that contradict each other, texts that look alike and are not. Pure.
/// </summary>
internal sealed partial class BoardCheck
{
    private readonly BoardSnapshot _board;
    private readonly BoardIndex _index;
    private readonly ReadOnlyMemory<byte> _text;
    private readonly FilePlaces? _places;
    private readonly IReadOnlyCollection<Persona> _personas;
    private readonly IReadOnlySet<string> _undescribed;
    private readonly List<BoardFinding> _findings = [];

    private readonly bool _onlyProblems;

    private BoardCheck(BoardSnapshot board, IReadOnlyCollection<Persona> personas, bool onlyProblems)
    {
        (_board, _index, _onlyProblems) = (board, BoardIndex.Of(board.Content), onlyProblems);

        // Where none is described, a team goes by mere names.
        (_personas, _undescribed) = (personas, personas.Count == 0 ? FrozenSet<string>.Empty : PersonaNames.Undescribed(board.Tasks, personas));
        if (board.Text is { } text)
        {
            _text = text.ToBytes();
            _places = new FilePlaces(_text);
        }
    }

    /// <summary>All findings, in the order of the file; those without a place in it first.</summary>
    /// <param name="board">The board.</param>
    /// <param name="personas">The personas that are described.</param>
    /// <param name="onlyProblems">Nothing is looked for that would be a remark.</param>
    public static IEnumerable<BoardFinding> Of(BoardSnapshot board, IReadOnlyCollection<Persona> personas, bool onlyProblems = false)
    {
        var check = new BoardCheck(board, personas, onlyProblems);
        check.LookAtFile();
        for (var place = 0; place < check._index.Items.Length; place++)
        {
            check.LookAtLinks(place);
            check.LookAtWork(place);
            if (!onlyProblems)
            {
                check.LookAtTexts(place);
            }
        }

        check.LookAtCircles();
        if (!onlyProblems)
        {
            check.LookForIdsThatLookAlike();
        }

        return check._findings.OrderBy(f => f.Line).ThenBy(f => f.Column);
    }

    private void LookAtFile()
    {
        // What holds nothing (an id written as a number) is a remark.
        var held = _board.Tasks.Where(t => t.Held).SelectMany(t => t.Problems).ToHashSet();
        _findings.AddRange(_board.Problems.Union(held).Where(p => !_onlyProblems || !_board.Readable || held.Contains(p))
            .Select(p => new BoardFinding(!_board.Readable || held.Contains(p), p.Message, p.Task, p.Line, p.Column)));
        if (_places is null || _onlyProblems)
        {
            return;
        }

        foreach (var (offset, message) in TextRemarks.Find(_text))
        {
            var ((line, column), task) = (_places.Of(offset), _places.TaskAt(offset));
            _findings.Add(new(false, message, task < 0 ? null : IdOf(task), line, column));
        }
    }

    private void Problem(int task, string? property, Sentence message, int element = -1, string? code = null) => Add(true, task, property, element, message, code);

    private void Remark(int task, string? property, Sentence message, int element = -1) => Add(false, task, property, element, message);

    private void Add(bool isProblem, int task, string? property, int element, Sentence message, string? code = null)
    {
        if (_onlyProblems && !isProblem)
        {
            return;
        }

        var (line, column) = _places?.Of(task, property, element) ?? (0, 0);
        _findings.Add(new(isProblem, message.Text, IdOf(task), line, column) { Code = code, Words = message });
    }

    private string? IdOf(int task) => _index.Items[task].Id is var id && id == default ? null : id.Value;

    /// <summary>A task in the words of a message.</summary>
    private Sentence Name(int task) => IdOf(task) is { } id ? (Sentence)$"Task {id}" : $"The task {_index.Board.Tasks[task].Key}";
}
