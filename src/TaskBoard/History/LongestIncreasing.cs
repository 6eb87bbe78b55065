namespace TaskBoard.History;

/// <summary>The longest increasing subsequence: the greatest set of tasks that need not be moved.</summary>
internal static class LongestIncreasing
{
    /// <summary>Marks the places of one longest increasing subsequence; negative numbers belong to none. O(n log n).</summary>
    public static bool[] In(IReadOnlyList<int> numbers)
    {
        // ends[k]: the place of the smallest number that ends an increasing subsequence of k + 1 numbers.
        var ends = new List<int>();
        var previous = new int[numbers.Count];
        for (var i = 0; i < numbers.Count; i++)
        {
            if (numbers[i] < 0)
            {
                continue;
            }

            var length = FirstNotLess(ends, numbers, numbers[i]);
            previous[i] = length == 0 ? -1 : ends[length - 1];
            if (length == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[length] = i;
            }
        }

        var result = new bool[numbers.Count];
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = previous[i])
        {
            result[i] = true;
        }

        return result;
    }

    private static int FirstNotLess(List<int> ends, IReadOnlyList<int> numbers, int number)
    {
        if (ends.Count > 0 && numbers[ends[^1]] < number)
        {
            return ends.Count;
        }

        var (low, high) = (0, ends.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = numbers[ends[middle]] < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
