using TaskBoard.Cli.Work;
using Xunit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>Which program a script is run by.</summary>
public sealed class ShebangTests
{
    [Theory]
    [InlineData("#!/bin/sh\necho", "/bin/sh")]
    [InlineData("#! \t/bin/bash -eu\n", "/bin/bash")]
    [InlineData("#!/bin/sh", "/bin/sh")]
    [InlineData("#!/bin/sh\r\necho", "/bin/sh\r")]
    [InlineData("#!/usr/bin/env python3\n", "python3")]
    [InlineData("#!/usr/bin/env -S A=1 deno run --quiet\n", "deno")]
    [InlineData("#!/usr/bin/env -i python3\n", "/usr/bin/env")]
    [InlineData("#!/usr/bin/env\n", "/usr/bin/env")]
    [InlineData("#!\n", null)]
    [InlineData("#! \n/bin/sh", null)]
    [InlineData("echo #!/bin/sh\n", null)]
    [InlineData("", null)]
    [InlineData("\u007fELF\0", null)]
    public void Is_what_the_first_line_says(string start, string? interpreter) => Assert.Equal(interpreter, Shebang.Of(start)?.Interpreter);
}
