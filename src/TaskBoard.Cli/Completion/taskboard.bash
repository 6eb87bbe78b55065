# Completion of taskboard for bash. In ~/.bashrc:  source <(taskboard completion bash)
_taskboard() {
  local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} found
  COMPREPLY=()
  while IFS= read -r found; do
    [[ $found == "$word"* ]] && COMPREPLY+=("$found")
  done < <(taskboard "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _taskboard taskboard
