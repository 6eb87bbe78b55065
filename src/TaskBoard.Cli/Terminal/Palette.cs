using Spectre.Console;

namespace TaskBoard.Cli.Terminal;

/// <summary>
/// The colours, by what they mean. Only the terminal's own sixteen, which its user has chosen to be legible on the background; what is
/// only less important is dim, since no grey is legible on every background. Without colours also without weights, as NO_COLOR asks.
/// </summary>
internal sealed class Palette(bool colours)
{
    /// <summary>Ordinary text.</summary>
    public Style Plain { get; } = Style.Plain;

    /// <summary>Names of things, and what to look at first.</summary>
    public Style Strong { get; } = Of(colours, null, Decoration.Bold);

    /// <summary>Good to know, not to be looked at first.</summary>
    public Style Quiet { get; } = Of(colours, null, Decoration.Dim);

    /// <summary>Somebody works on it.</summary>
    public Style InHand { get; } = Of(colours, Color.Teal);

    /// <summary>It can be taken, or went well.</summary>
    public Style Good { get; } = Of(colours, Color.Green);

    /// <summary>It waits, or somebody should have a look.</summary>
    public Style Waiting { get; } = Of(colours, Color.Olive);

    /// <summary>It went wrong.</summary>
    public Style Bad { get; } = Of(colours, Color.Maroon);

    /// <summary>The colour of a state.</summary>
    public Style Of(TaskState? state) => state switch
    {
        TaskState.Claimed or TaskState.InProgress => InHand,
        TaskState.Completed => Good,
        TaskState.Failed => Bad,
        TaskState.Cancelled => Quiet,
        _ => Plain,
    };

    /// <summary>The colour of a group.</summary>
    public Style Of(TaskGroup group) => group switch
    {
        TaskGroup.ToMend => Bad,
        TaskGroup.InHand => InHand,
        TaskGroup.Ready => Good,
        TaskGroup.Waiting => Waiting,
        _ => Plain,
    };

    /// <summary>The colour of a priority.</summary>
    public Style Of(TaskPriority priority) => priority switch
    {
        TaskPriority.Critical => Heading(Bad),
        TaskPriority.High => Waiting,
        TaskPriority.Low => Quiet,
        _ => Plain,
    };

    /// <summary>The same, as the title of something.</summary>
    public Style Heading(Style style) => style.Combine(Strong);

    private static Style Of(bool colours, Color? colour, Decoration decoration = Decoration.None) =>
        colours ? new Style(colour, decoration: decoration) : Style.Plain;
}
