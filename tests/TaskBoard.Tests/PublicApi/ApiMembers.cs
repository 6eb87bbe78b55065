using System.Reflection;
using System.Runtime.CompilerServices;

namespace TaskBoard.Tests.PublicApi;

/// <summary>The members of a type that others can use, as C# declares them. What the compiler adds to every record is left out.</summary>
internal sealed class ApiMembers(Type type)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>The declarations: constructors first, then by kind and name.</summary>
    public IEnumerable<string> Lines() =>
    [
        .. Sorted(type.GetConstructors(Declared).Where(c => !c.IsStatic && IsOpen(c)), c => $"{Access(c)}{type.Name.Split('`')[0]}({Parameters(c)});"),
        .. Sorted(type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily), Field),
        .. Sorted(type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsOpen) && !IsGenerated(p)), Property),
        .. Sorted(type.GetEvents(Declared).Where(e => IsOpen(e.AddMethod!)), e => $"{Access(e.AddMethod!)}event {ApiNames.Of(e.EventHandlerType!)} {e.Name};"),
        .. Sorted(type.GetMethods(Declared).Where(m => IsOpen(m) && !IsGenerated(m) && (!m.IsSpecialName || IsOperator(m))), Method),
    ];

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> declaration)
        where T : MemberInfo => members.Select(m => (m.Name, Line: declaration(m)))
        .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Line, StringComparer.Ordinal).Select(m => m.Line);

    private static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name is "EqualityContract" or "PrintMembers" || member.Name.StartsWith('<');

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private string Access(MethodBase method)
    {
        var access = type.IsInterface && !method.IsStatic ? "" : method.IsPublic ? "public " : "protected ";
        return access + (method.IsStatic ? "static " : "") + Inheritance(method);
    }

    private string Inheritance(MethodBase method) =>
        type.IsInterface || !method.IsVirtual || method.IsFinal ? ""
        : method is MethodInfo info && info.GetBaseDefinition() != info ? "override "
        : method.IsAbstract ? "abstract "
        : "virtual ";

    private string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {ApiNames.Literal(field.GetRawConstantValue()!)}" : "";
        return $"{(field.IsPublic ? "public" : "protected")} {kind}{ApiNames.Of(field.FieldType, _nullability.Create(field))} {field.Name}{value};";
    }

    private string Property(PropertyInfo property)
    {
        var main = property.GetAccessors(nonPublic: true).First(IsOpen);
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var name = property.GetIndexParameters() is { Length: > 0 } keys ? $"this[{string.Join(", ", keys.Select(Parameter))}]" : property.Name;
        var setter = property.SetMethod is { } set && IsOpen(set)
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var getter = property.GetMethod is { } get && IsOpen(get) ? " get;" : "";
        return $"{Access(main)}{required}{ApiNames.Of(property.PropertyType, _nullability.Create(property))} {name} {{{getter}{setter} }}";
    }

    private string Method(MethodInfo method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        var answer = ApiNames.Of(method.ReturnType, _nullability.Create(method.ReturnParameter));
        return $"{Access(method)}{answer} {method.Name}{generic}({extension}{Parameters(method)});";
    }

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter)
    {
        var way = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        return $"{many}{way}{ApiNames.Of(parameter.ParameterType, _nullability.Create(parameter))} {parameter.Name}{ApiNames.DefaultOf(parameter)}";
    }
}
