#!/usr/bin/env bash
# An agent in bash: takes turns at a board through tasks.lock, claims a task, works, completes it.
#
#     bash agent.sh DIRECTORY NAME
#
# It ends when nothing is left for it to do. Ctrl-C or SIGTERM puts the task in hand back and ends. bash knows no JSON, so this one needs jq.
set -euo pipefail
[ $# -eq 2 ] || { echo 'Usage: bash agent.sh DIRECTORY NAME' >&2; exit 2; }
name=$2
board=$(readlink -f "$1/tasks.json") # where it is a symbolic link, the board is where it leads
lock=$(dirname "$board")/tasks.lock
record='' stopping=''
longest_wait=60 # seconds for a turn

# A signal only leaves word: a turn is not cut short. Whatever else ends the script (an error, too), the lock is given back.
trap 'stopping=yes' INT TERM HUP
trap give_back EXIT

main() {
  local id
  while [ -z "$stopping" ]; do
    # Turn one: claim. The work itself is done without the lock, so that others can go on.
    take_turn
    id=$(ask '' -r 'first(tasks as $all | $all[] | select(ready($all)) | .id) // ""')
    if [ -n "$id" ]; then
      change "$id" '.history += [entry("ASSIGNED"; "claimed")] | .status = "IN_PROGRESS" | .assigned_to = $me'
    fi
    give_back
    if [ -n "$id" ]; then
      echo "claimed $id"
      if work "$id"; then finish "$id" done; else finish "$id" 'given up'; fi
    elif ask '' -e 'any(tasks[]; state | IN("CLAIMED", "IN_PROGRESS"))' > /dev/null; then
      sleep 0.2 || true # what they complete may make a task ready
    else
      return 0
    fi
  done
}

# Your work goes here: succeeds, or fails and puts the task back.
work() {
  sleep 0.02 && [ -z "$stopping" ]
}

# Turn two: complete, or put back; unless somebody has cancelled it or given it to another meanwhile.
finish() {
  take_turn
  if ! ask "$1" -e 'any(tasks[]; .id == $id and state == "IN_PROGRESS" and .assigned_to == $me)' > /dev/null; then
    echo "lost $1"
  elif [ "$2" = done ]; then
    change "$1" '.history += [entry("STATUS_CHANGED"; "completed: done by " + $me)] | .status = "COMPLETED" | .result = {summary: ("done by " + $me)}'
    echo "completed $1"
  else
    change "$1" '.history += [entry("STATUS_CHANGED"; "released")] | .status = "PENDING" | .assigned_to = null'
  fi
  give_back
}

# With noclobber (set -C), > creates a file that must not exist: that succeeds for one process only; whoever fails tries again.
take_turn() {
  local deadline=$((SECONDS + longest_wait)) mine
  mine=$(liveness | jq -c --arg me "$name" --arg now "$(now)" '{agent_id: $me, timestamp: $now} + .')
  until (set -C; echo "$mine" > "$lock") 2> /dev/null; do
    if [ $SECONDS -gt $deadline ]; then
      # Never delete a lock that is not yours: "taskboard lock show" tells whose it is and whether they live.
      echo "no turn in $longest_wait seconds: $lock says who has it" >&2
      exit 1
    fi
    sleep "0.0$((RANDOM % 5))5" || true
  done
  record=$mine
}

# Only our own lock is ours to delete: an operator may have broken it and somebody else taken the next one.
give_back() {
  if [ -n "$record" ] && [ "$(cat "$lock" 2> /dev/null)" = "$record" ]; then rm -f "$lock"; fi
  record=''
}

# On Linux, what proves that this process is gone if it is killed in a turn: others then go on at once. Without, after 15 minutes.
liveness() {
  if [ -r /proc/$$/stat ]; then
    jq -n --arg start "$(sed 's/.*) //' /proc/$$/stat | cut -d ' ' -f 20)" --arg ns "$(readlink /proc/$$/ns/pid)" \
      --rawfile boot /proc/sys/kernel/random/boot_id "{pid: $$, process_start: \$start, pid_ns: \$ns, boot_id: (\$boot | rtrimstr(\"\\n\"))}"
  else
    echo '{}'
  fi
}

# Changes one task. Written beside, then renamed: a reader sees the board before or after, and a kill leaves no half of it.
# jq writes the file anew, so comments in it would end here (jq refuses them).
change() {
  ask "$1" '(tasks[] | select(.id == $id)) |= ('"$2"' | .updated_at = $now)' > "$board.$$.new"
  chmod --reference="$board" "$board.$$.new" 2> /dev/null || true
  mv -f "$board.$$.new" "$board"
}

# Asks the board, in jq, about a task or none: ask ID [OPTION] FILTER. "ready" looks at what "taskboard next" would look at too. The entry in
# a task's history says who changed it: without one, it would be recorded as an edit by nobody known.
ask() {
  local id=$1 filter=${!#}
  shift
  jq --arg me "$name" --arg id "$id" --arg now "$(now)" "${@:1:$#-1}" '
    def tasks: if type == "array" then . else .tasks end;
    def state: .status // "PENDING" | gsub("^\\s+|\\s+$"; "") | ascii_upcase | gsub("[- ]"; "_");
    def ready($all):
      . as $task
      | state == "PENDING" and ((.assigned_to // "") | IN("", $me)) and ((.persona // .blocked // .not_before // "") == "")
        and all(.depends_on // [] | .[]; . as $d | any($all[]; .id == $d and state == "COMPLETED"))
        and all($all[] | select(.parent == $task.id); state | IN("COMPLETED", "CANCELLED"));
    def entry($event; $details): {timestamp: $now, event: $event, agent_id: $me, details: $details};
    '"$filter" "$board"
}

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

main
