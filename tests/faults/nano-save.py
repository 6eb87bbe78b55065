#!/usr/bin/env python3
"""nano-save.py FILE TEXT ADDITION: opens a file in nano, as a person at a terminal does, goes to TEXT, types ADDITION behind it and saves."""
import os
import pty
import select
import sys


def main(path, text, addition):
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        os.execvp("nano", ["nano", "--ignorercfiles", path])

    wait_for(terminal, b"^X")
    type_in(terminal, b"\x17" + text.encode() + b"\r")  # search
    for _ in text:
        os.write(terminal, b"\x1b[C")
    type_in(terminal, addition.encode())
    answer = type_in(terminal, b"\x0f\r")  # save under the same name
    if b"Save" in answer or b"changed" in answer:
        answer += type_in(terminal, b"y")  # although the file has changed on disk
    os.write(terminal, b"\x18")
    while True:
        try:
            if not os.read(terminal, 65536):
                break
        except OSError:  # nano is gone
            break
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def type_in(terminal, keys):
    os.write(terminal, keys)
    return wait_for(terminal, None)


def wait_for(terminal, text):
    """What it shows, until it shows the text, or, where none is waited for, nothing new."""
    shown = b""
    while select.select([terminal], [], [], 10 if text and text not in shown else 0.1)[0]:
        shown += os.read(terminal, 65536)
    return shown


sys.exit(main(*sys.argv[1:]))
