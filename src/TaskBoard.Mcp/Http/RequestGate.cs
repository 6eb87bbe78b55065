using System.Net;
using TaskBoard.Mcp.Http.Wire;

namespace TaskBoard.Mcp.Http;

/// <summary>
/// Who may ask, and how: looked at before anything of a body is read. First whether the request was meant for this server, since a page in a browser may be made to send
/// some elsewhere (a name that is bound anew to 127.0.0.1), then whether the caller knows the token, then whether it is a post of a message.
/// </summary>
internal sealed class RequestGate(int port, AccessToken token)
{
    /// <summary>The one path there is.</summary>
    public const string Path = "/mcp";

    private const string Json = "application/json";
    private const string Events = "text/event-stream";

    private readonly string[] _hosts = [$"127.0.0.1:{port}", $"localhost:{port}", $"[::1]:{port}"];

    /// <summary>Lets a request through.</summary>
    /// <exception cref="HttpRefusal">It may not pass.</exception>
    public void Demand(RequestHead head)
    {
        if (head["Host"] is not { } host || !_hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            throw new HttpRefusal(HttpStatusCode.Forbidden, $"This server answers to {string.Join(", ", _hosts)} only.");
        }

        if (head["Origin"] is { } origin && !_hosts.Any(h => origin.Equals($"http://{h}", StringComparison.OrdinalIgnoreCase)))
        {
            throw new HttpRefusal(HttpStatusCode.Forbidden, "This server answers no pages of other servers.");
        }

        DemandToken(head["Authorization"]);
        if (head.Target.Split('?')[0] != Path)
        {
            throw new HttpRefusal(HttpStatusCode.NotFound, $"There is nothing here but {Path}.");
        }

        if (head.Method != "POST")
        {
            throw new HttpRefusal(HttpStatusCode.MethodNotAllowed, "Messages are posted; there are no sessions, and no stream beside the answers.") { Header = ("Allow", "POST") };
        }

        if (!Names(head["Content-Type"], Json))
        {
            throw new HttpRefusal(HttpStatusCode.UnsupportedMediaType, $"A message is {Json}.");
        }

        if (!Names(head["Accept"], Json) || !Names(head["Accept"], Events))
        {
            throw new HttpRefusal(HttpStatusCode.NotAcceptable, $"The caller must accept {Json} and {Events}.");
        }
    }

    private void DemandToken(string? authorization)
    {
        if (authorization is null)
        {
            throw new HttpRefusal(HttpStatusCode.Unauthorized, "This server wants a token: Authorization: Bearer TOKEN. Whoever started it has it.")
            {
                Header = ("WWW-Authenticate", "Bearer realm=\"taskboard\""),
            };
        }

        if (!token.IsShownBy(authorization))
        {
            throw new HttpRefusal(HttpStatusCode.Unauthorized, "This is not the token of this server, as Authorization: Bearer TOKEN. Whoever started it has it.")
            {
                Header = ("WWW-Authenticate", "Bearer realm=\"taskboard\", error=\"invalid_token\""),
            };
        }
    }

    /// <summary>Whether a list of media types names one; what stands behind a semicolon does not matter.</summary>
    private static bool Names(string? list, string type) => (list ?? "").Split(',')
        .Select(item => item.Split(';')[0].Trim())
        .Any(item => item.Equals(type, StringComparison.OrdinalIgnoreCase)
            || item == "*/*"
            || (item.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(item[..^1], StringComparison.OrdinalIgnoreCase)));
}
