using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TaskBoard.Mcp.Http;

/// <summary>The secret that callers show. Of it only the hash is kept, and compared in a time that says nothing of where two differ.</summary>
internal sealed class AccessToken
{
    /// <summary>The fewest characters: 128 bits where each stands for four.</summary>
    public const int Shortest = 32;

    /// <summary>The most characters.</summary>
    public const int Longest = 512;

    private const string Scheme = "Bearer ";
    private const int RandomBytes = 32;

    private readonly byte[] _hash;

    /// <param name="token">The token.</param>
    public AccessToken(string token) => _hash = Hash(token);

    /// <summary>A new one, of 256 random bits.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>What is wrong with a token; null: nothing. Never quotes it.</summary>
    public static string? Fault(string token) =>
        token.Length < Shortest ? $"The token has {token.Length} characters, and {Shortest} are the fewest: one that can be guessed protects nothing."
        : token.Length > Longest ? $"The token has {token.Length} characters, and {Longest} are the most."
        : token.Any(c => !(char.IsAsciiLetterOrDigit(c) || "-._~+/=".Contains(c, StringComparison.Ordinal)))
            ? "The token holds a character that none may hold: letters, digits and -._~+/= are taken."
            : null;

    /// <summary>Whether a caller shows it.</summary>
    /// <param name="authorization">The header.</param>
    public bool IsShownBy(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim(' ')), _hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
