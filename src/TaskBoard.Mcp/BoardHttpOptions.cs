using TaskBoard.Mcp.Http;

namespace TaskBoard.Mcp;

/// <summary>How a board is served over HTTP.</summary>
public sealed class BoardHttpOptions
{
    /// <param name="token">What callers have to show, as <c>Authorization: Bearer</c>: 32 to 512 letters, digits and <c>-._~+/=</c>. Who has it may do all that an agent may.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public BoardHttpOptions(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        Token = AccessToken.Fault(token) is { } fault ? throw new ArgumentException(fault, nameof(token)) : token;
    }

    /// <summary>What callers have to show.</summary>
    public string Token { get; }

    /// <summary>The port, on 127.0.0.1 and, where there is IPv6, on ::1; 0: a free one. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 65535.</exception>
    public int Port
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ushort.MaxValue);
            field = value;
        }
    }

    /// <summary>Told once where it listens. Default: nobody is.</summary>
    public Action<Uri> Listening { get; set; } = static _ => { };

    /// <summary>Makes a token, of 256 random bits.</summary>
    public static string NewToken() => AccessToken.New();
}
