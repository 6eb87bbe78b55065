using System.Text;
using TaskBoard.Files;
using TaskBoard.Rules;
using Xunit;

namespace TaskBoard.Tests.Files;

/// <summary>Short forms for tests of board texts.</summary>
internal static class BoardTexts
{
    public static BoardText Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    public static BoardText Parse(byte[] bytes) => BoardText.Parse(bytes, new BoardLimits(), "tasks.json");

    public static string Text(this BoardText board) => Encoding.UTF8.GetString(board.ToBytes());

    public static IReadOnlyList<BoardProblem> Refusal(byte[] bytes) => Xunit.Assert.Throws<BoardUnreadableException>(() => Parse(bytes)).Problems;

    public static IReadOnlyList<BoardProblem> Refusal(string text) => Refusal(Encoding.UTF8.GetBytes(text));

    /// <summary>The text after a change of one task.</summary>
    public static string Change(this BoardText board, string key, Func<TaskContent, TaskContent> change) =>
        board.With(board.Content.With(change(board.Content.Find(key)!))).Text();

    public static string Change(string text, string key, string name, string json) => Parse(text).Change(key, t => t.With(name, json));

    public static TaskContent Task(string json) =>
        TaskContent.FromJson(JsonText.Text(JsonText.Properties(json).First(p => p.Key == "id").Value)!, json);
}
