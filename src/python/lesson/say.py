"""Speaks to the person at the terminal: steps with progress, and problems in one sentence with the way out."""

import os
import sys
import time
from contextlib import contextmanager

EVERY = 10


class Problem(Exception):
    """Something a person can mend: `what` is wrong, and the `way_out`."""

    def __init__(self, what, way_out):
        super().__init__(f"{what}\n{way_out}")


class Step:
    """One line on the terminal that says what goes on, and ends with a tick and its seconds."""

    def __init__(self, what):
        self.what = what
        self.live = sys.stdout.isatty()
        self.start = self.told = time.monotonic()

    def at(self, detail):
        """Shows a detail: in place on a terminal, as a line every EVERY seconds elsewhere."""
        now = time.monotonic()
        if self.live and now - self.told > 0.1:
            print(f"\r\033[K… {self.what}: {detail}", end="", flush=True)
            self.told = now
        elif not self.live and now - self.told > EVERY:
            print(f"  {self.what}: {detail}", flush=True)
            self.told = now

    def end(self, mark):
        seconds = time.monotonic() - self.start
        print(f"{chr(13) + chr(27) + '[K' if self.live else ''}{mark} {self.what} ({seconds:.1f} s)", flush=True)


@contextmanager
def step(what):
    """Announces `what`, and ticks it when the block ends well."""
    it = Step(what)
    print(f"… {what}", end="" if it.live else "\n", flush=True)
    try:
        yield it
    except BaseException:
        it.end("✗")
        raise
    it.end("✓")


def size(count):
    """Says a number of bytes as a person would: 1.2 GB."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            return f"{count:.0f} {unit}" if unit in ("bytes", "kB") else f"{count:.1f} {unit}"
        count /= 1000
    return ""


def folder_size(path):
    """Adds up the bytes of all files below `path`; 0 when there is none."""
    return sum(
        os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(path) for name in names
    )
