"""Time to the first prompt, and to the first answer, on a real pseudo terminal."""

import os
import pty
import re
import select
import shutil
import signal
import statistics
import time

import common

RUNS = 5
ESCAPE = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07")
PROMPT = re.compile(rb"[\w@:.~]+(=[*!]?[#>]|>) ?$")
# Below its prompt it draws a line of keys.
PROMPT_OF_PGCLI = re.compile(rb"shop>")
ANSWER = re.compile(rb"4711")


class Screen:
    """A program on a pseudo terminal of 100 columns and 30 rows."""

    def __init__(self, command, environment):
        self.began = time.monotonic()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(environment)
            os.execvp(command[0], command)
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.seen = b""

    def wait_for(self, pattern, limit=30):
        """Seconds since the start until the pattern stands on the screen."""
        while True:
            left = self.began + limit - time.monotonic()
            ready, _, _ = select.select([self.terminal], [], [], max(0, left))
            if not ready:
                raise TimeoutError("nothing like %r within %d s, but %r" % (pattern.pattern, limit, self.seen[-300:]))
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                data = b""
            if not data:
                raise EOFError("it ended: %r" % self.seen[-300:])
            self.seen += data
            self.answer_questions(data)
            text = ESCAPE.sub(b"", self.seen).rstrip(b"\r\n")
            if pattern.search(text):
                return time.monotonic() - self.began

    def answer_questions(self, data):
        """Some programs ask the terminal where the cursor is, and wait."""
        if b"\x1b[6n" in data:
            os.write(self.terminal, b"\x1b[1;1R")

    def type(self, text):
        os.write(self.terminal, text)
        self.seen = b""

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def once(command, environment, asks, pattern):
    screen = Screen(command, environment)
    try:
        prompt = screen.wait_for(pattern)
        answer = None
        if asks:
            screen.type(b"select 4000 + 711 as sum;\r")
            answer = screen.wait_for(ANSWER)
        return prompt, answer
    finally:
        screen.end()


def measure(command, environment, asks, pattern=PROMPT):
    once(command, environment, asks, pattern)  # to warm up
    runs = [once(command, environment, asks, pattern) for _ in range(RUNS)]
    prompt = statistics.median(run[0] for run in runs)
    answer = statistics.median(run[1] for run in runs) if asks else None
    return prompt, answer


def run():
    with common.sandbox() as (old, _):
        programs = [("pgford", [common.PGFORD])]
        if shutil.which("psql"):
            programs.append(("psql", ["psql", "-X", old]))
        if shutil.which("pgcli"):
            programs.append(("pgcli", ["pgcli", "--less-chatty", old]))
        environment = {"TERM": "xterm-256color", "PAGER": "cat", "PSQLRC": "/dev/null"}
        rows = [
            (name,) + measure(command, environment, True, PROMPT_OF_PGCLI if name == "pgcli" else PROMPT)
            for name, command in programs]
    base = rows[-1] if len(rows) == 1 else rows[1]
    print("%-8s %10s %8s %14s %8s" % ("", "prompt", "ratio", "first answer", "ratio"))
    for name, prompt, answer in rows:
        print("%-8s %7.0f ms %8.1f %11.0f ms %8.1f" % (name, prompt * 1000, prompt / base[1], answer * 1000, answer / base[2]))
    print("median of %d after one start to warm up; %s" % (RUNS, common.load()))
