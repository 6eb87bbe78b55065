using System.Reflection;

namespace TaskBoard.Tests.PublicApi;

/// <summary>Types and values as C# writes them.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> s_words = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>A type where it is used.</summary>
    /// <param name="type">The type.</param>
    /// <param name="nullability">What is known of nulls; null: nothing, as among base types.</param>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Of(value)}?";
        }

        // Of a type parameter it is only known that its argument may be nullable.
        var mark = nullability is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable }
            && type is { IsValueType: false, IsGenericParameter: false } ? "?" : "";
        return type.IsArray ? $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{mark}" : Plain(type, nullability) + mark;
    }

    /// <summary>A default value; empty: there is none.</summary>
    public static string DefaultOf(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : " = " + parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        var value when parameter.ParameterType.IsEnum => $"{Of(parameter.ParameterType)}.{Enum.ToObject(parameter.ParameterType, value)}",
        var value => Literal(value),
    };

    /// <summary>A constant.</summary>
    public static string Literal(object value) => value switch
    {
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string Plain(Type type, NullabilityInfo? nullability)
    {
        if (s_words.TryGetValue(type, out var word))
        {
            return word;
        }

        if (!type.IsGenericType)
        {
            return Outer(type) + type.Name;
        }

        var known = nullability?.GenericTypeArguments ?? [];
        var arguments = string.Join(", ", type.GetGenericArguments().Select((a, i) => Of(a, i < known.Length ? known[i] : null)));
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true ? $"({arguments})" : $"{Outer(type)}{type.Name.Split('`')[0]}<{arguments}>";
    }

    private static string Outer(Type type) => type is { IsNested: true, IsGenericParameter: false } ? $"{Of(type.DeclaringType!)}." : "";
}
