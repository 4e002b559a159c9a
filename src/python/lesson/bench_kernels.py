"""What a reader waits for and what it takes: kernels started as Jupyter starts them, ours and ipykernel."""

import contextlib
import functools
import json
import shutil
import subprocess
import time

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from . import bench_answers
from .places import KERNEL, TARGET

PEER = "peer"
FIRST_TENSOR = {"ours": "Nd4j.rand(3, 3)", "peer": "import torch; torch.rand(3, 3)"}
DIGITS = TARGET / "bench" / "memory.path"
TEN_DIGITS = {
    "ours": f"""var path = Datasets.get(MNIST);
java.nio.file.Files.writeString(java.nio.file.Path.of({json.dumps(str(DIGITS))}), path.toString());
var dls = DataLoaders.fromFolder(path).bs(64);
new Learner(dls, Nets.simpleNet(784, 50, 10), new CrossEntropy(), accuracy()).quiet().fit(1, 0.1);""",
    "peer": """import torch
from torch import nn
from torchvision.datasets import ImageFolder
from torchvision.io import ImageReadMode, decode_image
def load(part):
    files = ImageFolder(f"{path}/{part}", loader=lambda file: decode_image(file, ImageReadMode.GRAY))
    pictures = torch.empty(len(files), 784)
    for i, (picture, _) in enumerate(files):
        pictures[i] = picture.flatten() / 255
    return pictures, torch.tensor(files.targets)
x, y = load("training")
valid_x, valid_y = load("testing")
net = nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
for rows in torch.randperm(len(x)).split(64):
    nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
    with torch.no_grad():
        for p in net.parameters():
            p -= 0.1 * p.grad
            p.grad = None
with torch.no_grad():
    (net(valid_x).argmax(1) == valid_y).float().mean().item()""",
}


def measure(work, peer_python, rounds):
    """Measures a workload of kernels in turns, into its lists of figures; the longer one gets a third of the rounds."""
    DIGITS.parent.mkdir(parents=True, exist_ok=True)
    measured = WORKLOADS[work.name]
    for _ in range(rounds if measured is _start else max(1, rounds // 3)):
        for side, figures in (("ours", work.ours), ("peer", work.peers)):
            if side == "ours" or peer_python:
                figures.append(measured(side, peer_python))


def _start(side, peer_python):
    return _kernel(side, peer_python, [FIRST_TENSOR[side]])[0]


def _memory(side, peer_python):
    if side == "ours":
        return _kernel(side, peer_python, [TEN_DIGITS[side]])[1]
    return _kernel(side, peer_python, [f"path = {DIGITS.read_text()!r}\n{TEN_DIGITS[side]}"])[1]


def _kernel(side, peer_python, cells):
    """Starts a kernel and runs cells; returns the milliseconds this took and the kernel's megabytes."""
    begin = time.monotonic()
    with _running(side, peer_python) as (client, pid):
        for cell in cells:
            reply = client.execute_interactive(cell, timeout=600, output_hook=lambda message: None)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"The kernel answered {reply['content']}")
        return 1000 * (time.monotonic() - begin), _megabytes(pid)


@contextlib.contextmanager
def _running(side, peer_python):
    """Starts a kernel; gives a client that it has answered, and its process id."""
    manager = _manager(side, peer_python)
    manager.start_kernel(stderr=subprocess.DEVNULL)
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=120)
        yield client, manager.provisioner.pid
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _answers(measured, side, peer_python):
    import psutil  # comes with JupyterLab's ipykernel

    with _running(side, peer_python) as (client, pid):
        return measured(side, client, psutil.Process(pid))


def _manager(side, peer_python):
    if side == "ours":
        return KernelManager(kernel_name=KERNEL)
    folder = TARGET / "bench" / "kernels"
    (folder / PEER).mkdir(parents=True, exist_ok=True)
    argv = [str(peer_python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": PEER, "language": "python"}
    (folder / PEER / "kernel.json").write_text(json.dumps(spec))
    specs = KernelSpecManager(kernel_dirs=[str(folder)])
    return KernelManager(kernel_name=PEER, kernel_spec_manager=specs)


def _megabytes(pid):
    """Asks ps, which Linux and macOS have; elsewhere memory is not measured."""
    if shutil.which("ps") is None:
        return float("nan")
    return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(pid)])) / 1024


WORKLOADS = {
    "start": _start,
    "memory": _memory,
    "cell": functools.partial(_answers, bench_answers.cell),
    "slider": functools.partial(_answers, bench_answers.slider),
    "idle": functools.partial(_answers, bench_answers.idle),
}
