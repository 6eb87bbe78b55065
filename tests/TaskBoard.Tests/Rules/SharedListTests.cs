using TaskBoard.Rules;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Rules;

public class SharedListTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Holds_what_an_array_holds_whatever_is_changed(int count) => Seeds.Run(Seeds.Next(), random =>
    {
        var array = Enumerable.Range(0, count).Select(i => $"{i}").ToArray();
        var list = SharedList<string>.Of(array);
        for (var round = 0; round < 20 && count > 0; round++)
        {
            var (before, was) = (list, (string[])array.Clone());
            var places = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(count)).Distinct().Order().ToArray();
            foreach (var place in places)
            {
                array[place] = $"{place} in round {round}";
                list = list.With(place, array[place]);
            }

            Assert.Equal(places, before.PlacesOfOthers(list));
            Assert.Equal(was, before);
        }

        Assert.Equal(count, list.Count);
        Assert.Equal(array, list);
        Assert.Equal(array, Enumerable.Range(0, count).Select(i => list[i]));
        Assert.Empty(list.PlacesOfOthers(SharedList<string>.Of(array)));
    });
}
