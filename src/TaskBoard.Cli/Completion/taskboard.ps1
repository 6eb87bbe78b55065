# Completion of taskboard for PowerShell. In $PROFILE:  taskboard completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName taskboard -ScriptBlock {
    param($word, $command, $position)
    $line = $command.ToString().PadRight($position - $command.Extent.StartOffset).Substring(0, $position - $command.Extent.StartOffset)
    taskboard "[suggest:$($line.Length)]" $line 2>$null | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
