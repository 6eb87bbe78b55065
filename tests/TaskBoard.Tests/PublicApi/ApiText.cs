using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace TaskBoard.Tests.PublicApi;

/// <summary>Everything of an assembly that others can use, as C# declares it: what may not change without being noticed.</summary>
internal static class ApiText
{
    /// <summary>The declarations, sorted.</summary>
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var space in assembly.GetExportedTypes().GroupBy(t => t.Namespace, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(space.Key).Append(";\n");
            foreach (var type in space.OrderBy(t => ApiNames.Of(t), StringComparer.Ordinal))
            {
                text.Append('\n').Append(Declaration(type)).Append('\n');
                var members = type.IsEnum ? [.. Values(type)] : IsDelegate(type) ? [] : new ApiMembers(type).Lines().ToList();
                if (members.Count > 0)
                {
                    text.Append("{\n").AppendJoin("", members.Select(m => $"    {m}\n")).Append("}\n");
                }
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Values(Type type) =>
        Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)},");

    private static string Declaration(Type type)
    {
        if (IsDelegate(type))
        {
            var call = type.GetMethod("Invoke")!;
            return $"public delegate {ApiNames.Of(call.ReturnType)} {ApiNames.Of(type)}({string.Join(", ", call.GetParameters().Select(p => $"{ApiNames.Of(p.ParameterType)} {p.Name}"))});";
        }

        var bases = Bases(type).ToList();
        return $"public {Kind(type)} {ApiNames.Of(type)}{(bases.Count > 0 ? " : " : "")}{string.Join(", ", bases)}";
    }

    private static string Kind(Type type)
    {
        var record = IsRecord(type) ? "record " : "";
        return type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : type.IsValueType ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{record}struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (record.Length > 0 ? "record" : "class");
    }

    /// <summary>The base type, and the interfaces that neither it nor another interface brings; not that a record compares with its like.</summary>
    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        var inherited = (type.BaseType?.GetInterfaces() ?? []).Concat(type.GetInterfaces().SelectMany(i => i.GetInterfaces())).ToHashSet();
        var own = type.GetInterfaces().Where(i => !inherited.Contains(i) && !(IsRecord(type) && i == typeof(IEquatable<>).MakeGenericType(type))).Select(i => ApiNames.Of(i)).Order(StringComparer.Ordinal);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? own.Prepend(ApiNames.Of(parent)) : own;
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));
}
