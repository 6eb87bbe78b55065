<#
An agent in PowerShell 7: takes turns at a board through tasks.lock, claims a task, works, completes it.

    pwsh agent.ps1 DIRECTORY NAME

It ends when nothing is left for it to do. Ctrl-C puts the task in hand back and ends.
#>
#Requires -Version 7.5
param([Parameter(Mandatory)] [string] $Directory, [Parameter(Mandatory)] [string] $Name)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Board = (Get-Item (Join-Path $Directory 'tasks.json')).ResolveLinkTarget($true)?.FullName   # a symbolic link: the board is where it leads
if (-not $Board) { $Board = (Resolve-Path (Join-Path $Directory 'tasks.json')).ProviderPath }
$Lock = Join-Path (Split-Path $Board) 'tasks.lock'
$LongestWait = [TimeSpan]::FromSeconds(60)

function Get-Now { [DateTime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'") }

function Get-State($Task) { "$($Task['status'] ?? 'PENDING')".Trim().ToUpperInvariant() -replace '[- ]', '_' }

# On Linux, what proves that this process is gone if it is killed in a turn: others then go on at once. Without, after 15 minutes.
function Get-Liveness {
    if (-not $IsLinux) { return [ordered]@{} }
    $stat = [IO.File]::ReadAllText('/proc/self/stat')
    [ordered]@{
        pid           = $PID
        process_start = $stat.Substring($stat.LastIndexOf(')') + 2).Split(' ')[19]
        pid_ns        = [IO.FileInfo]::new('/proc/self/ns/pid').LinkTarget
        boot_id       = [IO.File]::ReadAllText('/proc/sys/kernel/random/boot_id').Trim()
    }
}

# What a lock says, by which it is known to be ours.
function New-Record { ([ordered]@{ agent_id = $Name; timestamp = Get-Now } + (Get-Liveness) | ConvertTo-Json -Compress) + "`n" }

# CreateNew succeeds for one process only; whoever fails tries again.
function Enter-Turn([string] $Record) {
    $deadline = [DateTime]::UtcNow + $LongestWait
    while ($true) {
        try { $stream = [IO.File]::Open($Lock, [IO.FileMode]::CreateNew, [IO.FileAccess]::Write, [IO.FileShare]::Read) }
        catch [IO.IOException], [UnauthorizedAccessException] {
            # Windows refuses access to a file that is being deleted; elsewhere that means what it says.
            if (-not $IsWindows -and $_.Exception.GetBaseException() -is [UnauthorizedAccessException]) { throw }
            if ([DateTime]::UtcNow -gt $deadline) {
                # Never delete a lock that is not yours: "taskboard lock show" tells whose it is and whether they live.
                throw "no turn in ${LongestWait}: $Lock says who has it"
            }
            Start-Sleep -Milliseconds (Get-Random -Minimum 5 -Maximum 50)
            continue
        }
        try { $stream.Write([Text.Encoding]::UTF8.GetBytes($Record)) } finally { $stream.Dispose() }
        return
    }
}

# Only our own lock is ours to delete: an operator may have broken it and somebody else taken the next one.
function Exit-Turn([string] $Record) {
    if ([IO.File]::Exists($Lock) -and [IO.File]::ReadAllText($Lock) -eq $Record) { [IO.File]::Delete($Lock) }
}

# PowerShell writes the file anew: comments in it end here. Times stay the text that they are (that asks for 7.5).
function Read-Board { Get-Content -Raw -LiteralPath $Board | ConvertFrom-Json -AsHashtable -NoEnumerate -DateKind String }

# Written beside, then renamed: a reader sees the board before or after, and a kill leaves no half of it.
function Save-Board($Content) {
    $beside = "$Board.$PID.new"
    $file = [IO.File]::Create($beside)
    try {
        $file.Write([Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Content -Depth 100) + "`n"))
        $file.Flush($true)
    }
    finally { $file.Dispose() }
    if (-not $IsWindows) { [IO.File]::SetUnixFileMode($beside, [IO.File]::GetUnixFileMode($Board)) }
    [IO.File]::Move($beside, $Board, $true)
}

# A transition. The history entry says who did it: without one, it would be recorded as an edit by nobody known.
function Set-Task($Task, [string] $Status, $Owner, [string] $Word, [string] $Details) {
    $Task['status'] = $Status
    $Task['assigned_to'] = $Owner
    $Task['updated_at'] = Get-Now
    $entry = [ordered]@{ timestamp = Get-Now; event = $Word; agent_id = $Name; details = $Details }
    $Task['history'] = @($Task['history'] | Where-Object { $null -ne $_ }) + , $entry
}

# What "taskboard next" would look at too: for us or anyone, nothing in the way, everything it waits for completed.
function Test-Ready($Task, $Tasks) {
    if ((Get-State $Task) -ne 'PENDING' -or $Task['persona'] -or $Task['blocked'] -or $Task['not_before']) { return $false }
    if ($Task['assigned_to'] -and $Task['assigned_to'] -cne $Name) { return $false }
    foreach ($id in @($Task['depends_on'] | Where-Object { $null -ne $_ })) {
        if (-not ($Tasks | Where-Object { $_['id'] -ceq $id -and (Get-State $_) -eq 'COMPLETED' })) { return $false }
    }
    -not ($Tasks | Where-Object { $_['parent'] -ceq $Task['id'] -and (Get-State $_) -notin 'COMPLETED', 'CANCELLED' })
}

# Your work goes here. Answers a summary for those who depend on it.
function Invoke-Work($Task) {
    Start-Sleep -Milliseconds 20
    "done by $Name"
}

# Turn two: complete, or put back; unless somebody has cancelled it or given it to another meanwhile.
function Complete-Task([string] $Id, $Summary) {
    $record = New-Record
    try {
        Enter-Turn $record
        $content = Read-Board
        $tasks = $content -is [array] ? $content : $content['tasks']
        $task = $tasks | Where-Object { $_['id'] -ceq $Id } | Select-Object -First 1
        if (-not $task -or (Get-State $task) -ne 'IN_PROGRESS' -or $task['assigned_to'] -cne $Name) {
            [Console]::WriteLine("lost $Id")
            return
        }
        if ($Summary) {
            $task['result'] = [ordered]@{ summary = $Summary }
            Set-Task $task 'COMPLETED' $Name 'STATUS_CHANGED' "completed: $Summary"
        }
        else {
            Set-Task $task 'PENDING' $null 'STATUS_CHANGED' 'released'
        }
        Save-Board $content
        [Console]::WriteLine("$($Summary ? 'completed' : 'released') $Id")
    }
    finally { Exit-Turn $record }
}

while ($true) {
    # "finally" runs on Ctrl-C, too, wherever that comes.
    $claimed = $summary = $null
    try {
        # Turn one: claim. The work itself is done without the lock, so that others can go on.
        $record = New-Record
        try {
            Enter-Turn $record
            $content = Read-Board
            $tasks = $content -is [array] ? $content : $content['tasks']
            $task = $tasks | Where-Object { Test-Ready $_ $tasks } | Select-Object -First 1
            $othersWork = $tasks | Where-Object { (Get-State $_) -in 'CLAIMED', 'IN_PROGRESS' }
            if ($task) {
                Set-Task $task 'IN_PROGRESS' $Name 'ASSIGNED' 'claimed'
                $claimed = $task['id']
                Save-Board $content
            }
        }
        finally { Exit-Turn $record }

        if ($task) {
            [Console]::WriteLine("claimed $claimed")
            $summary = Invoke-Work $task
        }
    }
    finally { if ($null -ne $claimed) { Complete-Task $claimed $summary } }

    if (-not $task) {
        if (-not $othersWork) { break }
        Start-Sleep -Milliseconds 200   # what they complete may make a task ready
    }
}
