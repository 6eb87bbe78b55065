using System.Net;
using System.Net.Sockets;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>
/// Listens to this machine only, at 127.0.0.1 and, where there is IPv6, at ::1 with the same port: programs that are told <c>localhost</c> may try either, and the one that
/// was left free could be taken by another user, who would be shown the token.
/// </summary>
internal sealed class LocalListeners : IDisposable
{
    private const int Tries = 20;

    private LocalListeners(IReadOnlyList<Socket> sockets) => Sockets = sockets;

    /// <summary>The sockets.</summary>
    public IReadOnlyList<Socket> Sockets { get; }

    /// <summary>The port of all of them.</summary>
    public int Port => ((IPEndPoint)Sockets[0].LocalEndPoint!).Port;

    /// <summary>Begins to listen.</summary>
    /// <param name="port">The port; 0: a free one.</param>
    /// <exception cref="SocketException">It is taken, or may not be used.</exception>
    public static LocalListeners On(int port)
    {
        for (var again = port == 0 ? Tries : 0; ; again--)
        {
            var first = Listen(IPAddress.Loopback, port);
            try
            {
                return new LocalListeners([first, .. OnIPv6(((IPEndPoint)first.LocalEndPoint!).Port)]);
            }
            catch (SocketException e) when (again > 0 && e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Free here, and taken there: another one.
                first.Dispose();
            }
            catch
            {
                first.Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in Sockets)
        {
            socket.Dispose();
        }
    }

    private static Socket[] OnIPv6(int port)
    {
        try
        {
            return Socket.OSSupportsIPv6 ? [Listen(IPAddress.IPv6Loopback, port)] : [];
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // Without the address nobody else can have it either.
            return [];
        }
    }

    private static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // Elsewhere nobody else gets a port that is listened to.
                socket.ExclusiveAddressUse = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
