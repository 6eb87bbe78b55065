using Xunit;

namespace TaskBoard.TestKit;

/// <summary>A test that runs another program. Skips, visibly, where the program is missing; where nothing may be missing (<see cref="Strictness"/>) it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    /// <summary>Skips where there is no such program.</summary>
    /// <param name="program">The program's name, as the shell would look for it.</param>
    public ProgramFactAttribute(string program)
    {
        Program = program;
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!places.Any(p => File.Exists(Path.Combine(p, program))) && !Strictness.IsDemanded)
        {
            Skip = $"needs {program}";
        }
    }

    /// <summary>The program's name.</summary>
    public string Program { get; }
}
