using System.Security.Cryptography;
using System.Text;

namespace TaskBoard.Turns;

/// <summary>Tells requests apart, so that a request key used for another request is noticed. Kept beside the key, so it must stay the same in later versions.</summary>
internal static class RequestHash
{
    /// <summary>The hash of an operation and what it was asked with.</summary>
    public static string Of(string operation, params object?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RequestText.Of(operation, parts))));
}
