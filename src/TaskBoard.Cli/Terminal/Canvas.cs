using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TaskBoard.Cli.Terminal;

/// <summary>Draws what is laid out: told what the terminal is able to, never left to find out by itself.</summary>
internal sealed class Canvas
{
    private readonly IAnsiConsole _console;

    public Canvas(TerminalScreen screen, TextWriter output)
    {
        Width = screen.Width;
        Palette = new Palette(screen.Colours);
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            // Without colours too: then no style has any escape sequence, and the way without sets colours by the console instead.
            Ansi = screen is { MustBeAsked: true, CanRepaint: true } ? AnsiSupport.Detect : AnsiSupport.Yes,
            ColorSystem = screen.Colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new Output(output, Width),
        });
    }

    /// <summary>How many cells a line has.</summary>
    public int Width { get; }

    /// <summary>The colours.</summary>
    public Palette Palette { get; }

    /// <summary>Draws.</summary>
    public void Draw(IRenderable what) => _console.Write(new WithoutTrailingBlanks(what));

    /// <summary>An empty line.</summary>
    public void Skip() => Draw(new Text(" "));

    private sealed class Output(TextWriter writer, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => width;

        // Nothing here is cut by height.
        public int Height => int.MaxValue;

        public void SetEncoding(Encoding encoding)
        {
        }
    }

    /// <summary>What fills columns up is of no use at the end of a line, and in the way of whoever copies it.</summary>
    private sealed class WithoutTrailingBlanks(IRenderable what) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            foreach (var line in Segment.SplitLines(what.Render(options, maxWidth)))
            {
                var last = line.FindLastIndex(s => s.Text.AsSpan().ContainsAnyExcept(' '));
                for (var i = 0; i <= last; i++)
                {
                    yield return i < last ? line[i] : new Segment(line[i].Text.TrimEnd(' '), line[i].Style);
                }

                yield return Segment.LineBreak;
            }
        }
    }
}
