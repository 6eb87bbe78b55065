using Microsoft.PowerShell;

// PowerShell's own console, with the arguments of pwsh: for the tests of scripts, since pwsh itself is in few package archives.
// It would tell its makers of each start.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
return UnmanagedPSEntry.Start(args, args.Length);
