"""An agent that knows nothing of locks, as scripts are written every day: reads the board, thinks, writes the whole of it back.

    python3 without-lock.py DIRECTORY NAME TIMES

Do not write one like this: what others changed while it thought is old in the text that it writes. TaskBoard finds out, keeps what they were
told is done, takes what this agent changed, and puts a CONFLICT on record where both changed the same thing. See agent.py for how to do it.
"""
import json
import os
import pathlib
import random
import sys
import time

board, name, times = pathlib.Path(sys.argv[1]) / "tasks.json", sys.argv[2], int(sys.argv[3])
for number in range(1, times + 1):
    tasks = json.loads(board.read_text(encoding="utf-8"))
    time.sleep(random.uniform(0, 0.02))  # thinking, while others work
    task = random.choice(tasks)
    task.setdefault("notes", []).append({"agent_id": name, "text": f"thought {number} of {name}"})
    text = json.dumps(tasks, indent=random.choice([2, 4, None]))
    if number % 2 == 0:
        board.write_text(text, encoding="utf-8")
    else:
        beside = board.with_name(f"tasks.json.{name}")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, board)
    print(number, task["id"], flush=True)
