"""What a reader waits for and what it takes: kernels started as Jupyter starts them, ours and ipykernel."""

import contextlib
import functools
import json
import queue
import subprocess
import time

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from . import bench_answers, bench_cells
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

_lives = {}  # by side: what bench_cells.life found, of which several lines are made


def measure(work, peer_python, places):
    """Measures a workload of kernels once on each side, into its lists of figures."""
    DIGITS.parent.mkdir(parents=True, exist_ok=True)
    measured = WORKLOADS[work.name]
    managers = _managers(peer_python, places if work.each_jdk else {}, work.peer)
    for side, manager in managers.items():
        figures = {"ours": work.ours, "peer": work.peers}.get(side)
        figures = work.others.setdefault(side, []) if figures is None else figures
        try:
            figures.append(measured("peer" if side == "peer" else "ours", manager()))
        except (RuntimeError, TimeoutError, queue.Empty) as failure:
            work.problem = f"{side}: {failure or 'no answer in time'}"
            return


def _start(side, manager):
    return _kernel(manager, FIRST_TENSOR[side])[0]


def _memory(side, manager):
    return _kernel(manager, TEN_DIGITS[side] if side == "ours" else f"path = {DIGITS.read_text()!r}\n{TEN_DIGITS[side]}")[1]


def _kernel(manager, cell):
    """Starts a kernel and runs a cell; returns the milliseconds this took and the kernel's megabytes."""
    begin = time.monotonic()
    with _running(manager) as (client, pid):
        reply = client.execute_interactive(cell, timeout=600, output_hook=lambda message: None)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"The kernel answered {reply['content']}")
        return 1000 * (time.monotonic() - begin), _megabytes(pid)


@contextlib.contextmanager
def _running(manager):
    """Starts a kernel; gives a client that it has answered, and its process id."""
    manager.start_kernel(stderr=subprocess.DEVNULL)
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=120)
        yield client, manager.provisioner.pid
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _answers(measured, side, manager):
    import psutil  # comes with JupyterLab's ipykernel

    with _running(manager) as (client, pid):
        return measured(side, client, psutil.Process(pid))


def _of_life(name, side, manager):
    if side not in _lives:
        _lives[side] = _answers(bench_cells.life, side, manager)
    return _lives[side][name]


def _managers(peer_python, places, peer):
    """Returns what makes a kernel's manager: for ours, for the peer's, and for ours under each other JDK."""
    managers = {"ours": functools.partial(KernelManager, kernel_name=KERNEL)}
    if peer_python and peer:
        folder = TARGET / "bench" / "kernels" / PEER
        folder.mkdir(parents=True, exist_ok=True)
        argv = [str(peer_python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = {"argv": argv, "display_name": PEER, "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(spec))
        managers["peer"] = _manager_of(folder)
    return managers | {version: _manager_of(folder) for version, folder in places.items()}


def _manager_of(folder):
    specs = KernelSpecManager(kernel_dirs=[str(folder.parent)])
    return functools.partial(KernelManager, kernel_name=folder.name, kernel_spec_manager=specs)


def _megabytes(pid):
    import psutil  # comes with JupyterLab's ipykernel

    return psutil.Process(pid).memory_info().rss / 2**20


WORKLOADS = {
    "start": _start,
    "memory": _memory,
    "first-chart": functools.partial(_answers, bench_cells.chart),
    "first-table": functools.partial(_answers, bench_cells.table),
    "tab": functools.partial(_answers, bench_cells.tab),
    "shift-tab": functools.partial(_answers, bench_cells.shift_tab),
    "lines": functools.partial(_answers, bench_cells.lines),
    "redefinitions": functools.partial(_answers, bench_cells.redefinitions),
    "cell": functools.partial(_answers, bench_answers.cell),
    "slider": functools.partial(_answers, bench_answers.slider),
    **{name: functools.partial(_of_life, name) for name in ("small-cells", "idle", "tab-1000")},
}
