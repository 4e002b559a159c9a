"""One kernel for all tests that do not end it, and a way to talk to it over the real protocol."""

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import start_new_kernel

sys.path.insert(0, str(Path(__file__).parents[1]))

KERNEL = "java-lesson4j"

LONGEST = ["lab", "hostile", "wheel", "bench", "escaped", "exported", "plain_maven", "notebooks", "share", "stock_jjava", "clients"]

pytest_plugins = ["lab_page"]


def pytest_configure(config):
    config.addinivalue_line("markers", "alone: measures memory or time; no other test runs beside it")
    config.addinivalue_line("markers", "long: takes many minutes; run with ./lesson test --long")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keeps a file's tests together, and those of JupyterLab's files: its first page takes ten seconds.

    What takes long begins, so that no worker has much left when the other is done.
    """
    items.sort(key=lambda item: LONGEST.index(_group(item)) if _group(item) in LONGEST else len(LONGEST))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item):
    name = item.path.stem.removeprefix("test_")
    return "lab" if name.startswith("lab") else name


@dataclass
class Ran:
    """All that one cell caused."""

    reply: dict = field(default_factory=dict)
    messages: list = field(default_factory=list)
    seconds: float = 0.0

    def _of(self, *kinds):
        return [m["content"] for m in self.messages if m["msg_type"] in kinds]

    @property
    def status(self):
        return self.reply["status"]

    @property
    def results(self):
        return [c["data"] for c in self._of("execute_result")]

    @property
    def text(self):
        return self.results[-1]["text/plain"] if self.results else None

    @property
    def metadata(self):
        return self._of("execute_result")[-1]["metadata"]

    @property
    def displays(self):
        return self._of("display_data")

    @property
    def updates(self):
        return self._of("update_display_data")

    @property
    def error(self):
        return self._of("error")[-1]

    def printed(self, stream="stdout"):
        return "".join(c["text"] for c in self._of("stream") if c["name"] == stream)


class Kernel:
    """A running kernel and its client."""

    def __init__(self, name=KERNEL, **options):
        self.manager, self.client = start_new_kernel(kernel_name=name, startup_timeout=60, **options)

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def wait(self, message, seconds=60):
        ran, start, idle = Ran(), time.monotonic(), False
        while not idle:
            m = self.client.get_iopub_msg(timeout=seconds)
            if m["parent_header"].get("msg_id") == message:
                ran.messages.append(m)
                idle = m["msg_type"] == "status" and m["content"]["execution_state"] == "idle"
        while not ran.reply:
            m = self.client.get_shell_msg(timeout=seconds)
            if m["parent_header"].get("msg_id") == message:
                ran.reply = m["content"]
        ran.seconds = time.monotonic() - start
        return ran

    def run(self, code, seconds=60, **options):
        return self.wait(self.send(code, **options), seconds)

    def ask(self, request, *arguments, seconds=60, **options):
        """Sends a request other than a cell, and returns its reply."""
        message = getattr(self.client, request)(*arguments, **options)
        while True:
            reply = self.client.get_shell_msg(timeout=seconds)
            if reply["parent_header"].get("msg_id") == message:
                return reply

    def wait_for_tab(self):
        """Waits until Tab is made ready in the first rest; that takes seconds of a core, and memory, that no test means."""
        process, quiet, until = psutil.Process(self.manager.provisioner.pid), 0, time.monotonic() + 60
        while quiet < 5 and time.monotonic() < until:  # for 2.5 seconds, longer than the rest that it waits for
            used = process.cpu_times().user
            time.sleep(0.5)
            quiet = quiet + 1 if process.cpu_times().user - used < 0.1 else 0

    def megabytes(self):
        return psutil.Process(self.manager.provisioner.pid).memory_info().rss / 2**20

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="session")
def kernel():
    running = Kernel()
    yield running
    running.close()


@pytest.fixture
def fresh_kernel():
    running = Kernel()
    yield running
    running.close()
