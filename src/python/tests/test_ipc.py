"""A kernel that Jupyter asks for over socket files ("transport": "ipc"), as Colab does."""

import stat
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import test_conformance
from conftest import KERNEL, Kernel
from jupyter_client import BlockingKernelClient, KernelManager
from test_life import ends

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ZeroMQ has no ipc there")


def start(folder):
    """A kernel behind socket files in `folder`, and its client."""
    manager = KernelManager(kernel_name=KERNEL, transport="ipc", ip=str(folder / "k"))
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return manager, client


@pytest.mark.long
class ConformanceOverIpc(test_conformance.ConformanceTests):
    @classmethod
    def setUpClass(cls):
        cls.folder = TemporaryDirectory()
        cls.km, cls.kc = start(Path(cls.folder.name))


class OverIpc(Kernel):
    """The tests' usual kernel, over socket files."""

    def __init__(self, folder):
        self.folder = folder
        self.manager, self.client = start(folder)

    def files(self):
        return sorted(self.folder.iterdir())


@pytest.fixture(scope="module")
def ipc(tmp_path_factory):
    running = OverIpc(tmp_path_factory.mktemp("ipc"))
    yield running
    running.close()


def test_the_files_are_the_owners_alone_and_a_second_client_is_served(ipc):
    assert [stat.filemode(file.stat().st_mode) for file in ipc.files()] == ["srw-------"] * 5

    other = BlockingKernelClient()
    other.load_connection_info(ipc.manager.get_connection_info())
    other.start_channels()
    other.wait_for_ready(timeout=30)
    other.stop_channels()

    assert ipc.client.is_alive() and ipc.run('"x".repeat(3_000_000).length()').text == "3000000"
    assert len(ipc.run('show("y".repeat(900_000))').displays[0]["data"]["text/plain"]) > 1000


@pytest.mark.long
def test_an_interrupt_and_a_restart_work(ipc):
    message = ipc.send("while (true) {}")
    while ipc.client.get_iopub_msg(timeout=30)["msg_type"] != "execute_input":
        pass
    ipc.manager.interrupt_kernel()
    assert ipc.wait(message).error["ename"] == "Interrupted"

    ipc.manager.restart_kernel()
    ipc.client.wait_for_ready(timeout=60)

    assert ipc.run("1 + 1").text == "2"


def test_no_file_is_left_when_the_kernel_ends(ipc):
    ipc.send("while (true) {}")
    pid = ipc.manager.provisioner.pid

    ipc.client.control_channel.send(ipc.client.session.msg("shutdown_request", {"restart": False}))

    ipc.client.get_control_msg(timeout=30)
    ipc.manager.provisioner.process.wait(30)
    assert ends(pid) and ipc.files() == []


@pytest.mark.long
def test_a_place_where_no_file_can_be_made_is_told(tmp_path):
    kernel = KernelManager(kernel_name=KERNEL, transport="ipc", ip=str(tmp_path / "none" / "k"))
    kernel.start_kernel(stderr=(tmp_path / "said").open("w"))
    kernel.provisioner.process.wait(30)

    said = (tmp_path / "said").read_text()
    assert f"The socket file {tmp_path}/none/k-" in said and 'Start the kernel with "transport": "tcp"' in said
    kernel.cleanup_resources()
