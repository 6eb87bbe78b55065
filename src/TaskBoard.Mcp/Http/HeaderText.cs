using System.Text;

namespace TaskBoard.Mcp.Http;

/// <summary>Text in the value of a header: as it is where it is visible ASCII, else in Base64.</summary>
internal static class HeaderText
{
    private const string Begin = "=?base64?";
    private const string End = "?=";

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text; null: the value stands for none.</summary>
    public static string? Decoded(string value)
    {
        if (value.Any(c => c is not ('\t' or (>= ' ' and <= '~'))))
        {
            return null;
        }

        if (value.Length < Begin.Length + End.Length || !value.StartsWith(Begin, StringComparison.OrdinalIgnoreCase) || !value.EndsWith(End, StringComparison.Ordinal))
        {
            return value;
        }

        try
        {
            return s_strict.GetString(Convert.FromBase64String(value[Begin.Length..^End.Length]));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
