"""An installed wheel as its tests see it: an environment of its own, a cache of its own, and no project folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

from lesson.places import TARGET

REPOSITORY = Path.home() / ".m2" / "repository"
# runs cells in the environment's own kernel; prints all that came back, one message a line
ASK = """
import json, sys, time
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name=sys.argv[1], startup_timeout=60)
for code in sys.argv[2:]:
    start, sent = time.monotonic(), client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=300)
        if message["parent_header"].get("msg_id") == sent:
            print(json.dumps([message["msg_type"], message["content"], time.monotonic() - start]), flush=True)
            if message["content"].get("execution_state") == "idle":
                break
    while (reply := client.get_shell_msg(timeout=30))["parent_header"].get("msg_id") != sent:
        pass
    print(json.dumps(["reply", reply["content"], 0]), flush=True)
manager.shutdown_kernel()
"""


def built(name):
    """The wheel that `./lesson wheel` made."""
    (found,) = (TARGET / "packages").glob(f"{name}-*.whl")
    return found


class Installed:
    """A virtual environment with a wheel in it; Jupyter's own packages are lent by the tests' environment."""

    def __init__(self, folder, maven, python=sys.executable, lend=True):
        self.folder, self.python = Path(folder), Path(folder) / "env" / "bin" / "python"
        subprocess.run([python, "-m", "venv", "--without-pip", self.folder / "env"], check=True)
        if lend:
            (site,) = (self.folder / "env" / "lib").glob("python*/site-packages")
            (site / "lent.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
        self.home = self.folder / "home"
        self.home.mkdir()
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "JAVA_HOME", "LESSON_DATA", "OMP_NUM_THREADS") if key in os.environ}
        self.environment = {**kept, "HOME": str(self.home), "LESSON4J_MAVEN": maven, "JUPYTER_PLATFORM_DIRS": "1"}

    def pip(self, *words):
        subprocess.run([sys.executable, "-m", "pip", "--python", self.python, *words], check=True, capture_output=True)

    def lesson(self, *words, **more):
        return subprocess.run([self.folder / "env" / "bin" / "lesson", *words], capture_output=True, text=True, cwd=self.home,
                              env={**self.environment, **more})

    def ask(self, kernel, *code, prefix=(), **more):
        """Runs cells in a fresh kernel; returns the messages as (kind, content, seconds)."""
        run = subprocess.run([*prefix, self.python, "-c", ASK, kernel, *code], capture_output=True, text=True, cwd=self.home,
                             env={**self.environment, **more}, timeout=300)
        assert run.returncode == 0, run.stderr[-3000:]
        return [json.loads(line) for line in run.stdout.splitlines()]


def results(messages):
    return [content["data"]["text/plain"] for kind, content, _ in messages if kind == "execute_result"]


def shown(messages):
    return "".join(content["text"] for kind, content, _ in messages if kind == "stream")
