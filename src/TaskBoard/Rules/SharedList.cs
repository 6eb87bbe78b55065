using System.Collections;

namespace TaskBoard.Rules;

/// <summary>
/// An immutable list in blocks: the same list with one element changed shares all other blocks, so that a change of a large board costs what it
/// changes, and two boards of which one came from the other are compared without looking at what they share.
/// </summary>
/// <typeparam name="T">What the list holds.</typeparam>
internal sealed class SharedList<T> : IReadOnlyList<T>
    where T : class
{
    private const int BlockSize = 64;

    private readonly T[][] _blocks;

    private SharedList(T[][] blocks, int count) => (_blocks, Count) = (blocks, count);

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public T this[int index] => _blocks[index / BlockSize][index % BlockSize];

    /// <summary>A list of these elements; the list itself where it is one already.</summary>
    public static SharedList<T> Of(IReadOnlyList<T> items)
    {
        if (items is SharedList<T> shared)
        {
            return shared;
        }

        var blocks = new T[(items.Count + BlockSize - 1) / BlockSize][];
        for (var b = 0; b < blocks.Length; b++)
        {
            var block = blocks[b] = new T[Math.Min(BlockSize, items.Count - (b * BlockSize))];
            for (var i = 0; i < block.Length; i++)
            {
                block[i] = items[(b * BlockSize) + i];
            }
        }

        return new SharedList<T>(blocks, items.Count);
    }

    /// <summary>The list with another element at a place.</summary>
    public SharedList<T> With(int index, T item)
    {
        var blocks = (T[][])_blocks.Clone();
        var block = (T[])_blocks[index / BlockSize].Clone();
        block[index % BlockSize] = item;
        blocks[index / BlockSize] = block;
        return new SharedList<T>(blocks, Count);
    }

    /// <summary>The places at which two lists of the same length hold different objects, in order.</summary>
    public IEnumerable<int> PlacesOfOthers(SharedList<T> other)
    {
        for (var b = 0; b < _blocks.Length; b++)
        {
            var (mine, theirs) = (_blocks[b], other._blocks[b]);
            for (var i = 0; i < mine.Length && mine != theirs; i++)
            {
                if (!ReferenceEquals(mine[i], theirs[i]))
                {
                    yield return (b * BlockSize) + i;
                }
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        foreach (var block in _blocks)
        {
            foreach (var item in block)
            {
                yield return item;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
