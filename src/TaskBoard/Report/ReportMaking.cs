namespace TaskBoard.Report;

/// <summary>Puts a report together. Pure.</summary>
internal static class ReportMaking
{
    /// <summary>The report.</summary>
    public static BoardReport Of(ReportSource source)
    {
        var view = new ReportView(source);
        return new BoardReport
        {
            Name = source.Name,
            Revision = source.Last?.Revision ?? 0,
            Time = source.Last?.RecordedAt,
            Start = source.Start,
            Counts = view.Count(view.Places),
            Problems = Problems.Of(view).ToValueList(),
            Workers = Workers.Of(view).ToValueList(),
            IntegrationPoints = IntegrationPoints.Of(view).ToValueList(),
            Blocked = BlockedTasks.Of(view).ToValueList(),
            Bottlenecks = BlockedTasks.Bottlenecks(view).ToValueList(),
            Milestones = Milestones.Of(view).ToValueList(),
            Actions = Actions.Of(view).ToValueList(),
            Finished = FinishedTasks.Of(view).ToValueList(),
        };
    }
}
