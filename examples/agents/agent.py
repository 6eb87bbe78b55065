"""An agent that needs nothing but Python: takes turns at a board through tasks.lock, claims a task, works, completes it.

    python3 agent.py DIRECTORY NAME

It ends when nothing is left for it to do. Ctrl-C or SIGTERM lets a turn end, puts the task in hand back and ends.
"""
import contextlib
import datetime
import json
import os
import pathlib
import random
import shutil
import signal
import sys
import time

if len(sys.argv) != 3:
    sys.exit(__doc__)

DIRECTORY, NAME = pathlib.Path(sys.argv[1]), sys.argv[2]
BOARD = (DIRECTORY / "tasks.json").resolve()  # where the file is a symbolic link, the board is where it leads
LOCK = BOARD.with_name("tasks.lock")
LONGEST_WAIT = 60  # seconds for a turn

# A signal only leaves word. A turn takes milliseconds and is never cut short: whoever dies in one leaves the lock behind.
stopping = False


def stop(*_):
    global stopping
    stopping = True


for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    if hasattr(signal, name):
        signal.signal(getattr(signal, name), stop)


def main():
    while not stopping:
        # Turn one: claim. The work itself is done without the lock, so that others can go on.
        with turn(), edited_board() as tasks:
            task = next((t for t in tasks if is_ready(t, tasks)), None)
            others_work = any(state(t) in ("CLAIMED", "IN_PROGRESS") for t in tasks)
            if task:
                change(task, "IN_PROGRESS", NAME, "ASSIGNED", "claimed")
        if task:
            print("claimed", task["id"], flush=True)
            finish(task["id"], work(task))
        elif others_work:
            time.sleep(0.2)  # what they complete may make a task ready
        else:
            return


def work(task):
    """Your work goes here. Answers a summary for those who depend on it; None: given up."""
    time.sleep(0.02)
    return None if stopping else f"done by {NAME}"


def finish(task_id, summary):
    """Turn two: complete, or put back."""
    with turn(), edited_board() as tasks:
        # Read again: somebody may have cancelled it, or given it to another.
        task = next((t for t in tasks if t.get("id") == task_id), None)
        if task is None or state(task) != "IN_PROGRESS" or task.get("assigned_to") != NAME:
            print("lost", task_id, flush=True)
        elif summary is None:
            change(task, "PENDING", None, "STATUS_CHANGED", "released")
        else:
            task["result"] = {"summary": summary}
            change(task, "COMPLETED", NAME, "STATUS_CHANGED", f"completed: {summary}")
            print("completed", task_id, flush=True)


@contextlib.contextmanager
def turn():
    """Holds tasks.lock. Creating a file that must not exist succeeds for one process only; whoever fails tries again."""
    record = json.dumps({"agent_id": NAME, "timestamp": now(), **liveness()}) + "\n"
    deadline = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            with open(LOCK, "x", encoding="utf-8") as lock:
                lock.write(record)
            break
        except FileExistsError:
            if time.monotonic() > deadline:
                # Never delete a lock that is not yours: "taskboard lock show" tells whose it is and whether they live.
                sys.exit(f"no turn in {LONGEST_WAIT} seconds: {LOCK} says who has it")
            time.sleep(random.uniform(0.005, 0.05))
    try:
        yield
    finally:
        # Only our own lock is ours to delete: an operator may have broken it and somebody else taken the next one.
        if LOCK.exists() and LOCK.read_text(encoding="utf-8") == record:
            LOCK.unlink()


def liveness():
    """On Linux, what proves that this process is gone if it is killed in a turn: others then go on at once. Without, after 15 minutes."""
    try:
        stat = pathlib.Path("/proc/self/stat").read_text()
        return {
            "pid": os.getpid(),
            "process_start": stat[stat.rindex(")") + 2 :].split()[19],
            "pid_ns": os.readlink("/proc/self/ns/pid"),
            "boot_id": pathlib.Path("/proc/sys/kernel/random/boot_id").read_text().strip(),
        }
    except OSError:
        return {}


@contextlib.contextmanager
def edited_board():
    """The list of tasks; saved where it was changed. Python writes the file anew, so comments in it would end here (json refuses them)."""
    text = BOARD.read_text(encoding="utf-8-sig")
    board = json.loads(text)
    before = json.dumps(board)
    yield board if isinstance(board, list) else board["tasks"]
    if json.dumps(board) == before:
        return
    # Written beside, then renamed: a reader sees the board before or after, and a kill leaves no half of it.
    beside = BOARD.with_name(f"tasks.json.{os.getpid()}.new")
    with open(beside, "w", encoding="utf-8", newline="\n") as file:
        json.dump(board, file, indent=2, ensure_ascii=False)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(BOARD, beside)
    os.replace(beside, BOARD)


def is_ready(task, tasks):
    """What "taskboard next" would look at too: for us or anyone, nothing in the way, everything it waits for completed."""
    states = {t.get("id"): state(t) for t in tasks}
    subtasks = [state(t) for t in tasks if t.get("parent") == task.get("id")]
    return (
        state(task) == "PENDING"
        and task.get("assigned_to") in (None, "", NAME)
        and not task.get("persona")
        and not task.get("blocked")
        and not task.get("not_before")
        and all(states.get(d) == "COMPLETED" for d in task.get("depends_on") or [])
        and all(s in ("COMPLETED", "CANCELLED") for s in subtasks)
    )


def state(task):
    return (task.get("status") or "PENDING").strip().upper().replace("-", "_").replace(" ", "_")


def change(task, status, owner, event, details):
    """A transition. The history entry says who did it: without one, it would be recorded as an edit by nobody known."""
    task["status"], task["assigned_to"], task["updated_at"] = status, owner, now()
    entry = {"timestamp": now(), "event": event, "agent_id": NAME, "details": details}
    task["history"] = (task.get("history") or []) + [entry]


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


main()
