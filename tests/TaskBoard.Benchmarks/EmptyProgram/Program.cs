// Nothing: what every .NET program costs before it does anything.
return 0;
