namespace TaskBoard.Rules;

/// <content>Dependencies, parents and related tasks.</content>
internal sealed partial class BoardCheck
{
    private void LookAtLinks(int place)
    {
        var task = _index.Items[place];
        var isOpen = !_index.IsOver(place);
        for (var i = 0; i < task.DependsOn.Count; i++)
        {
            var (id, at) = (task.DependsOn[i], _index.Dependencies[place][i]);
            if (at < 0)
            {
                Add(isOpen, place, "depends_on", i, $"{Name(place)} depends on '{id}', which is not on this board{(isOpen ? Sentence.Own("; it cannot be ready") : Sentence.Own(""))}.");
            }
            else if (isOpen && _index.Items[at].State is TaskState.Cancelled)
            {
                Problem(place, "depends_on", $"{Name(place)} depends on '{id}', which is CANCELLED; it cannot be ready. Take the dependency out, or reopen '{id}'.", i);
            }
            else if (isOpen && _index.Items[at].State is TaskState.Failed)
            {
                Problem(place, "depends_on", $"{Name(place)} depends on '{id}', which FAILED; it cannot be ready before '{id}' is retried and completed.", i);
            }
        }

        Twice(place, "depends_on", task.DependsOn);
        Twice(place, "related", task.Related);
        Twice(place, "labels", task.Labels);
        if (task.Parent is { } parent && _index.Parent[place] < 0)
        {
            Add(isOpen, place, "parent", -1, $"{Name(place)} has the parent '{parent}', which is not on this board.");
        }

        for (var i = 0; i < task.Related.Count; i++)
        {
            if (_index.Board.PlaceOf(task.Related[i]) is var at && (at < 0 || at == place))
            {
                Remark(place, "related", $"{Name(place)} is related to {(at < 0 ? $"'{task.Related[i]}', which is not on this board" : Sentence.Own("itself"))}.", i);
            }
        }
    }

    private void Twice(int place, string property, ValueList<string> values)
    {
        for (var i = 1; i < values.Count; i++)
        {
            if (values.Take(i).Contains(values[i], StringComparer.Ordinal))
            {
                Remark(place, property, $"'{values[i]}' stands twice in \"{property}\" of {Name(place)}.", i);
                return;
            }
        }
    }

    private void LookAtCircles()
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var place = 0; place < _index.Items.Length; place++)
        {
            if (_index.Waits.CycleOf(place) is { } circle && told.Add(circle))
            {
                var property = _index.Items[place].DependsOn.Count > 0 ? "depends_on" : "parent";
                Problem(place, property, $"These tasks wait for each other in a circle, so none of them can be ready: {circle}. Take one of these links out.");
            }
        }
    }
}
