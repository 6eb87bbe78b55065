namespace TaskBoard.Cli;

/// <summary>Where text comes from and goes to.</summary>
/// <param name="In">What a caller sends in.</param>
/// <param name="Out">Data.</param>
/// <param name="Error">Everything else.</param>
internal sealed record CliStreams(TextReader In, TextWriter Out, TextWriter Error);
