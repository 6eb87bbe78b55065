using System.Security.Cryptography;
using System.Text;

namespace TaskBoard.Turns;

/// <summary>Tells requests apart, so that a request key used for another request is noticed.</summary>
internal static class RequestHash
{
    /// <summary>The hash of an operation and what it was asked with; parts are told apart by their lengths.</summary>
    public static string Of(string operation, params object?[] parts)
    {
        var text = new StringBuilder(operation);
        foreach (var part in parts)
        {
            var shown = part?.ToString();
            text.Append('|').Append(shown?.Length ?? -1).Append(':').Append(shown);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
