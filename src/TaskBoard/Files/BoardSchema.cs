using System.Reflection;

namespace TaskBoard.Files;

/// <summary>The JSON Schema of <c>tasks.json</c>, for editors that complete and check.</summary>
internal static class BoardSchema
{
    /// <summary>Its name beside a board, and as a resource of this library.</summary>
    public const string FileName = "tasks.schema.json";

    /// <summary>The schema as a file.</summary>
    public static byte[] Bytes()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(FileName)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
