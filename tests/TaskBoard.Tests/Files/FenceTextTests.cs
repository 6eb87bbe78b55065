using System.Text;
using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Files;

public sealed class FenceTextTests
{
    [Theory]
    [InlineData("```json\n[]\n```\n", "[]\n")]
    [InlineData("```\n[]\n```", "[]\n")]
    [InlineData("```jsonc  \r\n[] // mine\r\n```\r\n", "[] // mine\r\n")]
    [InlineData("[]\n```\n", "[]\n")]
    [InlineData("[]```", "[]")]
    [InlineData("\n```json\n[]\n", "[]\n")]
    [InlineData("\ufeff````json\n[]\n````\n", "\ufeff[]\n")]
    public void A_fence_is_taken_off_and_nothing_else(string text, string without) =>
        Assert.Equal(without, Encoding.UTF8.GetString(FenceText.Without(Encoding.UTF8.GetBytes(text), new BoardLimits(), "tasks.json")!));

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("```")]
    [InlineData("```json\n```\n")]
    [InlineData("[][]")]
    [InlineData("```\n[]\n[]\n```\n")]
    [InlineData("```json\n[\n```\n")]
    [InlineData("Here is your board:\n```json\n[]\n```\n")]
    [InlineData("```json\n[]\n```\nDone!\n")]
    [InlineData("```json []\n```\n")]
    [InlineData("[]\n``\n")]
    public void What_is_more_than_a_fence_is_left_to_a_person(string text) =>
        Assert.Null(FenceText.Without(Encoding.UTF8.GetBytes(text), new BoardLimits(), "tasks.json"));
}
