using System.Globalization;
using System.Text;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <content>Names and texts that look like others, or hold what nobody sees.</content>
internal sealed partial class BoardCheck
{
    private void LookAtTexts(int place)
    {
        var task = _index.Items[place];
        foreach (var (property, text) in (ReadOnlySpan<(string, string?)>)[("id", IdOf(place)), ("title", task.Title), ("description", task.Description), ("blocked", task.Blocked)])
        {
            Unseen(place, property, text, -1, isLong: property is "description" or "blocked");
        }

        foreach (var (property, text) in (ReadOnlySpan<(string, string?)>)[("assigned_to", task.AssignedTo), ("persona", task.Persona), ("parent", task.Parent)])
        {
            Unseen(place, property, text, -1);
            Edged(place, property, text, -1);
        }

        foreach (var (property, texts) in (ReadOnlySpan<(string, ValueList<string>)>)[("depends_on", task.DependsOn), ("labels", task.Labels), ("paths", task.Paths)])
        {
            for (var i = 0; i < texts.Count; i++)
            {
                Unseen(place, property, texts[i], i);
                Edged(place, property, texts[i], i);
            }
        }

        var content = _index.Board.Tasks[place];
        foreach (var (name, _) in content.Properties)
        {
            if (PropertyNames.Meant(name, property => content[property] is not (null or "null" or "[]" or "\"\"")) is { } meant)
            {
                var (line, column) = _places?.OfName(place, name) ?? (0, 0);
                Sentence message = $"{Name(place)} has a property {JsonText.Quote(name)}, which means nothing to TaskBoard. Did you mean \"{meant}\"?";
                _findings.Add(new(false, message.Text, IdOf(place), line, column) { Words = message });
            }
        }
    }

    private void LookForIdsThatLookAlike()
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < _index.Items.Length; place++)
        {
            if (IdOf(place) is { } id && !first.TryAdd(id.Normalize(NormalizationForm.FormKC).ToUpperInvariant(), place))
            {
                var other = IdOf(first[id.Normalize(NormalizationForm.FormKC).ToUpperInvariant()]);
                Remark(place, "id", $"The ids '{id}' and '{other}' are two, but look alike: they differ only in case, or in how a character is written.");
            }
        }
    }

    /// <summary>Characters that are not seen, or turn the text around them.</summary>
    private void Unseen(int place, string property, string? text, int element, bool isLong = false)
    {
        foreach (var c in text ?? "")
        {
            if (IsUnseen(c) && !(isLong && c is '\n' or '\r' or '\t'))
            {
                Sentence what = c is '\n' or '\r' ? Sentence.Own("a line break") : $"the character U+{(int)c:X4}, which is not seen";
                Remark(place, property, $"\"{property}\" of {Name(place)} holds {what}.", element);
                return;
            }
        }
    }

    private void Edged(int place, string property, string? text, int element)
    {
        if (text is not null && text.AsSpan().Trim().Length < text.Length)
        {
            Remark(place, property, $"\"{property}\" of {Name(place)} holds '{text}' with a blank at its edge: that is not the same as '{text.Trim()}'.", element);
        }
    }

    /// <summary>Control characters, and format characters but for the joiners, which scripts and emoji need.</summary>
    private static bool IsUnseen(char c) => char.IsControl(c) || (c is not ('\u200C' or '\u200D') && char.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
