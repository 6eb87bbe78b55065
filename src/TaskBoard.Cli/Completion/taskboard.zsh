#compdef taskboard
# Completion of taskboard for zsh. In ~/.zshrc, after compinit:  source <(taskboard completion zsh)
_taskboard() {
  local line="${(j: :)words[1,CURRENT]}"
  local -a found
  found=(${(f)"$(taskboard "[suggest:${#line}]" "$line" 2>/dev/null)"})
  if (( ${#found} )); then
    compadd -- "${found[@]}"
  else
    _files
  fi
}
compdef _taskboard taskboard
