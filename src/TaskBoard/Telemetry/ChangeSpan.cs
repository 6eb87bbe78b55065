using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TaskBoard.Turns;

namespace TaskBoard.Telemetry;

/// <summary>One change, from being asked for to its answer.</summary>
internal sealed class ChangeSpan : IDisposable
{
    private const string OperationTag = "taskboard.operation";
    private const string MethodEnd = "Async";

    private readonly ILogger _logger;
    private readonly bool _measures;
    private readonly string _operation;
    private readonly string _agent;
    private readonly Activity? _activity;

    /// <param name="logger">Where to log.</param>
    /// <param name="measures">Whether to feed the meter and the activity source.</param>
    /// <param name="method">The method of the board that was called.</param>
    /// <param name="agent">Who changes the board.</param>
    public ChangeSpan(ILogger logger, bool measures, string method, string agent)
    {
        _operation = method.EndsWith(MethodEnd, StringComparison.Ordinal) ? method[..^MethodEnd.Length] : method;
        (_logger, _measures, _agent) = (logger, measures, agent);
        if (measures && BoardMeter.Activities.StartActivity(_operation) is { } activity)
        {
            _activity = activity.SetTag(OperationTag, _operation).SetTag("taskboard.agent", agent);
        }
    }

    /// <summary>It was made; null: there was nothing to do.</summary>
    public void Done(BoardChange? change)
    {
        if (change is not null)
        {
            _activity?.SetTag("taskboard.revision", change.Revision);
            _activity?.SetTag("taskboard.task", change.Tasks.Count > 0 ? change.Tasks[0].Value : null);
        }

        if (_measures && change is { AlreadyDone: false })
        {
            BoardMeter.Changes.Add(1, new KeyValuePair<string, object?>(OperationTag, _operation));
        }
    }

    /// <summary>It was refused, or failed.</summary>
    public void Refused(Exception refusal)
    {
        var code = refusal is BoardException known ? known.Code : refusal.GetType().Name;
        BoardLog.Refused(_logger, _operation, _agent, code, refusal.Message);
        _activity?.SetStatus(ActivityStatusCode.Error, refusal.Message).SetTag("error.type", code);
        if (_measures)
        {
            BoardMeter.Refusals.Add(1, new(OperationTag, _operation), new("error.type", code));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _activity?.Dispose();
}
