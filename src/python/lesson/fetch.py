"""Fetches files over the network: against a digest, resumable, with progress."""

import contextlib
import hashlib
import http.client
import os
import time
import urllib.error
import urllib.request

from .say import Problem, size

TRIES = 5
BLOCK = 1 << 18


def fetch(url, path, sha256, tell=lambda count: None):
    """Brings `url` to `path`, unless it is there; goes on where an earlier call stopped, and tells the bytes it has."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with _alone(path.with_name(path.name + ".lock")):
        if not path.exists():
            _complete(url, part, tell)
            _verify(url, part, sha256)
            os.replace(part, path)
    return path


def text(url):
    """Returns what a small page says."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read().decode("utf-8")
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(url, error) from error


def _complete(url, part, tell):
    """Reads until the end, however often the line breaks on the way."""
    tries = 0
    while True:
        before = part.stat().st_size if part.exists() else 0
        try:
            return _read(url, part, before, tell)
        except (OSError, http.client.HTTPException) as error:
            if not isinstance(error, urllib.error.URLError) and getattr(error, "filename", None):
                raise  # a file of ours that cannot be written
            grown = part.exists() and part.stat().st_size > before
            tries = 1 if grown else tries + 1
            if tries == TRIES or getattr(error, "code", None) in (403, 404):
                raise _unreachable(url, error) from error
            time.sleep(0.2 * tries)


def _read(url, part, at, tell):
    asked = urllib.request.Request(url, headers={"Range": f"bytes={at}-"} if at else {})
    try:
        answer = urllib.request.urlopen(asked, timeout=60)
    except urllib.error.HTTPError as error:
        if error.code == 416:
            return  # nothing is left to read
        raise
    with answer, part.open("ab" if answer.status == 206 else "wb") as out:
        done = out.tell()
        whole = done + int(answer.headers.get("Content-Length") or 0)
        while block := answer.read(BLOCK):
            out.write(block)
            done += len(block)
            tell(done)
    if done < whole:
        raise http.client.IncompleteRead(b"")


def _verify(url, part, sha256):
    digest = hashlib.sha256()
    with part.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    if digest.hexdigest() != sha256:
        found = part.stat().st_size
        part.unlink()
        raise Problem(f"{url} gave {size(found)} with another digest than the expected {sha256[:12]}….",
                      "Run it again; if it stays so, a proxy or mirror changes files on the way: name another in LESSON4J_MAVEN.")


def _unreachable(url, error):
    return Problem(f"{url} could not be fetched: {getattr(error, 'reason', error)}.",
                   "Check the connection (behind a proxy set HTTPS_PROXY; LESSON4J_MAVEN names a mirror of Maven Central).")


@contextlib.contextmanager
def _alone(path):
    """Keeps a second process waiting that wants the same file; the lock ends with its process."""
    with path.open("w") as lock:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # Windows deletes no file that is open
                path.unlink()
