"""Checks the chain of events of a TaskBoard history. Usage: python3 verify.py .taskboard/history.db"""
import hashlib
import pathlib
import sqlite3
import sys

if len(sys.argv) != 2:
    sys.exit(__doc__)

if not pathlib.Path(sys.argv[1]).is_file():
    sys.exit(f"there is no history {sys.argv[1]}")

COLUMNS = "seq revision recorded_at occurred_at task_id event from_status to_status agent_id source details changes prev_hash"
database = sqlite3.connect(pathlib.Path(sys.argv[1]).resolve().as_uri() + "?mode=ro", uri=True)
database.text_factory = bytes
number, previous = 0, b"0" * 64
for *row, stored in database.execute(f"SELECT {COLUMNS.replace(' ', ', ')}, hash FROM events ORDER BY seq"):
    number += 1
    sha = hashlib.sha256(b"taskboard.event.v1\n")
    for value in row:
        data = value if value is None or isinstance(value, bytes) else str(value).encode()
        sha.update(b"\0" if data is None else b"\1" + len(data).to_bytes(8, "big") + data)
    if (row[0], row[-1], stored) != (number, previous, sha.hexdigest().encode()):
        sys.exit(f"event {number} does not fit")
    previous = stored
if (number, previous) != database.execute("SELECT last_seq, last_hash FROM board").fetchone():
    sys.exit(f"event {number} is not the last that was written")
print(f"{number}:{previous.decode()}")
