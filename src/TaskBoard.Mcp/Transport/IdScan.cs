using System.Text;
using System.Text.Json;

namespace TaskBoard.Mcp.Transport;

/// <summary>
/// Finds the id of a request in a message of any length that comes in parts, keeping nothing else of it: the value of the property <c>id</c> of the outermost
/// object, a text or a whole number.
/// </summary>
internal sealed class IdScan
{
    /// <summary>Longer ids and names are not looked at.</summary>
    private const int Longest = 200;

    private readonly List<byte> _text = [];
    private int _depth;
    private bool _inText;
    private bool _escaped;
    private bool _isName = true;
    private bool _afterIdName;

    /// <summary>The id as JSON; null: none was found yet.</summary>
    public string? Id { get; private set; }

    /// <summary>Goes on with the next part.</summary>
    public void Take(ReadOnlySpan<byte> part)
    {
        foreach (var b in part)
        {
            if (Id is not null)
            {
                return;
            }

            if (_inText)
            {
                InText(b);
            }
            else
            {
                Between(b);
            }
        }
    }

    private void InText(byte b)
    {
        Keep(b);
        if (_escaped)
        {
            _escaped = false;
        }
        else if (b == '\\')
        {
            _escaped = true;
        }
        else if (b == '"')
        {
            _inText = false;
            if (_depth == 1 && _isName)
            {
                _afterIdName = _text.Count == 4 && _text[1] == 'i' && _text[2] == 'd';
                _text.Clear();
            }
        }
    }

    private void Between(byte b)
    {
        switch (b)
        {
            case (byte)'"':
                _text.Clear();
                _inText = true;
                Keep(b);
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                break;
            case (byte)'}' or (byte)']':
                EndValue();
                _depth--;
                break;
            case (byte)',':
                EndValue();
                break;
            case (byte)':' when _depth == 1:
                _isName = false;
                _text.Clear();
                break;
            case (byte)' ' or (byte)'\t' or (byte)'\r':
                break;
            default:
                Keep(b);
                break;
        }
    }

    private void EndValue()
    {
        if (_depth != 1)
        {
            return;
        }

        if (_afterIdName && !_isName && IsId(_text.ToArray()))
        {
            Id = Encoding.UTF8.GetString(_text.ToArray());
        }

        (_isName, _afterIdName) = (true, false);
        _text.Clear();
    }

    private void Keep(byte b)
    {
        if (_depth == 1 && _text.Count <= Longest)
        {
            _text.Add(b);
        }
    }

    private static bool IsId(byte[] json)
    {
        if (json.Length is 0 or > Longest)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && (reader.TokenType == JsonTokenType.String || (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _))) && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
