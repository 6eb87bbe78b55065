# Completion of taskboard for fish. In ~/.config/fish/config.fish:  taskboard completion fish | source
function __taskboard_suggest
    set -l line (commandline --current-process --cut-at-cursor)
    taskboard "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete --command taskboard --arguments '(__taskboard_suggest)'
