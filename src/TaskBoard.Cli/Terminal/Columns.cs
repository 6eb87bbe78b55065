using Spectre.Console;
using Spectre.Console.Rendering;

namespace TaskBoard.Cli.Terminal;

/// <summary>Rows in columns of given widths, each cell broken into lines by us, so that nothing is left to be broken elsewhere.</summary>
internal sealed class Columns
{
    /// <summary>What stands between columns.</summary>
    public const int Gap = 2;

    /// <summary>Made narrower than this, most of what is written is not legible any more.</summary>
    private const int Narrow = 12;

    private readonly Grid _grid = new();
    private readonly IReadOnlyList<int> _widths;

    /// <param name="widths">The widths; a column of width 0 is left out.</param>
    /// <param name="indent">Blanks before the first.</param>
    public Columns(IReadOnlyList<int> widths, int indent = 0)
    {
        _widths = widths;
        var shown = widths.Where(w => w > 0).ToArray();
        for (var i = 0; i < shown.Length; i++)
        {
            _grid.AddColumn(new GridColumn
            {
                Width = shown[i],
                NoWrap = true,
                Padding = new Padding(i == 0 ? indent : 0, 0, i < shown.Length - 1 ? Gap : 0, 0),
            });
        }
    }

    /// <summary>The columns that are set to the right.</summary>
    public IReadOnlySet<int> Right { get; init; } = new HashSet<int>();

    /// <summary>What is drawn.</summary>
    public IRenderable Drawing => _grid;

    /// <summary>Widths that together fit, the widest made narrower first, and what is narrow already last.</summary>
    /// <param name="wanted">The widths to have everything on one line.</param>
    /// <param name="room">What there is, with the gaps.</param>
    /// <param name="weightOfFirst">How much wider than others the first column may stay.</param>
    public static int[] Fit(IEnumerable<int> wanted, int room, int weightOfFirst = 1)
    {
        var widths = wanted.ToArray();
        var free = room - (Gap * Math.Max(widths.Count(w => w > 0) - 1, 0));
        for (var over = widths.Sum() - free; over > 0 && widths.Max() > 1; over--)
        {
            var widest = Enumerable.Range(0, widths.Length).MaxBy(i => (widths[i] > Narrow, i == 0 ? widths[i] : widths[i] * weightOfFirst));
            widths[widest]--;
        }

        return widths;
    }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One for each column.</param>
    /// <param name="most">How many lines a cell has at most.</param>
    public Columns Add(IReadOnlyList<Cell> cells, int most = int.MaxValue)
    {
        _grid.AddRow(cells
            .Select((cell, i) => (cell, width: _widths[i], right: Right.Contains(i)))
            .Where(c => c.width > 0)
            .Select(c => (IRenderable)new Text(string.Join('\n', CellText.Wrap(c.cell.Text, c.width, most)), c.cell.Style)
            {
                Justification = c.right ? Justify.Right : Justify.Left,
            })
            .ToArray());
        return this;
    }
}
