using System.IO.Pipelines;
using System.Text;
using TaskBoard.Mcp.Http.Wire;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Http;

/// <summary>Bodies arrive in pieces, and never take more memory than they may.</summary>
public sealed class RequestBodyTests
{
    [Fact]
    public void Chunks_are_put_together_however_they_arrive()
    {
        for (var i = 0; i < 200; i++)
        {
            Seeds.Run(Seeds.Next(), random =>
            {
                var body = new byte[random.Next(2000)];
                random.NextBytes(body);
                var wire = new List<byte>();
                for (var at = 0; at < body.Length;)
                {
                    var size = random.Next(1, body.Length - at + 1);
                    wire.AddRange(Encoding.ASCII.GetBytes($"{size:x}\r\n"));
                    wire.AddRange(body.AsSpan(at, size));
                    wire.AddRange("\r\n"u8);
                    at += size;
                }

                wire.AddRange("0\r\n\r\n"u8);
                wire.AddRange("next"u8);
                var (read, rest) = Read(wire.ToArray(), random, 2000);
                Assert.Equal(body, read);
                Assert.Equal("next", rest);
            });
        }
    }

    [Fact]
    public void One_byte_more_than_may_be_is_refused()
    {
        Seeds.Run(Seeds.Next(), random =>
        {
            Assert.Equal(4, Read("2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n"u8.ToArray(), random, 4).Body.Length);
            Assert.Throws<HttpRefusal>(() => Read("2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"u8.ToArray(), random, 4));
        });
    }

    [Fact]
    public void A_caller_that_goes_away_in_the_middle_is_told_from_one_that_is_done() =>
        Seeds.Run(Seeds.Next(), random => Assert.Throws<EndOfStreamException>(() => Read("5\r\nab"u8.ToArray(), random, 100)));

    [Theory]
    [InlineData("2;x=\ny\r\nab\r\n0\r\n\r\n")]
    [InlineData("2\r\nab\r\n0;\0\r\n\r\n")]
    [InlineData("2\r\nab\r\n0\r\nX: y\nZ: 1\r\n\r\n")]
    [InlineData("2\r\nab\r\n0\r\nX: \u007f\r\n\r\n")]
    [InlineData("2\r\nab\r\n0\r\nX: y\rZ: 1\r\n\r\n")]
    public void Lines_between_chunks_hold_no_control_characters(string wire) =>
        Seeds.Run(Seeds.Next(), random => Assert.Throws<HttpRefusal>(() => Read(Encoding.ASCII.GetBytes(wire), random, 100)));

    private static (byte[] Body, string Behind) Read(byte[] wire, Random random, int limit)
    {
        var pipe = new Pipe();
        var body = new RequestBody(pipe.Reader, limit);
        var reading = body.ReadAsync(null, CancellationToken.None);
        for (var at = 0; at < wire.Length;)
        {
            var size = Math.Min(wire.Length - at, random.Next(1, 50));
            pipe.Writer.WriteAsync(wire.AsMemory(at, size)).AsTask().GetAwaiter().GetResult();
            at += size;
        }

        pipe.Writer.Complete();
        reading.GetAwaiter().GetResult();
        var rest = new MemoryStream();
        pipe.Reader.CopyToAsync(rest).GetAwaiter().GetResult();
        return (body.Bytes.ToArray(), Encoding.ASCII.GetString(rest.ToArray()));
    }
}
