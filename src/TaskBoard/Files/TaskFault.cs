namespace TaskBoard.Files;

/// <summary>What holds a task, before it is known where that stands in the file.</summary>
/// <param name="Property">The property concerned; null: the task as a whole.</param>
/// <param name="Element">The element of the property's array, from 0; -1: the value as a whole.</param>
/// <param name="Message">What is wrong and what to do, as a sentence.</param>
internal readonly record struct TaskFault(string? Property, int Element, string Message);
