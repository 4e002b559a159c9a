"""Measures docs/lean-maven beside PyTorch: DL4J's fit, LeanTrainer and PyTorch in turns, from one start, on the same batches.

Usage, after docs/lean-maven is built: python bench/lean.py CLASS_PATH [ROUNDS]. Prints a row for each net, in milliseconds.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

# rows, features, classes, batch, epochs, as Example.java has them
SIZES = {
    "ONE_LAYER": (640, 784, 10, 128, 1), "TWO_LAYERS": (640, 784, 10, 64, 1), "LENET": (128, 784, 10, 64, 1),
    "IRIS": (150, 4, 3, 150, 50), "MOON": (2_000, 2, 2, 50, 1),
}


def net(name):
    if name == "ONE_LAYER":
        return nn.Sequential(nn.Linear(784, 1000), nn.ReLU(), nn.Linear(1000, 10))
    if name == "TWO_LAYERS":
        return nn.Sequential(nn.Linear(784, 500), nn.ReLU(), nn.Linear(500, 100), nn.ReLU(), nn.Linear(100, 10))
    if name == "LENET":
        return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 20, 5), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5),
                             nn.MaxPool2d(2), nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))
    if name == "IRIS":
        return nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3))
    return nn.Sequential(nn.Linear(2, 20), nn.ReLU(), nn.Linear(20, 2))


def optimiser(name, parameters):
    if name in ("TWO_LAYERS", "LENET"):
        return torch.optim.Adam(parameters, lr=0.0015 if name == "TWO_LAYERS" else 1e-3)
    if name == "IRIS":
        return torch.optim.SGD(parameters, lr=0.1)
    return torch.optim.SGD(parameters, lr=0.006 if name == "ONE_LAYER" else 0.005, momentum=0.9, nesterov=True)


def train(name, folder):
    """Returns the milliseconds that PyTorch takes, and the length of the parameters afterwards."""
    rows, features, _, batch, epochs = SIZES[name]
    model, start = net(name), np.fromfile(folder / f"{name}.start", dtype="<f4")
    nn.utils.vector_to_parameters(torch.tensor(start), model.parameters())
    data = torch.tensor(np.fromfile(folder / f"{name}.data", dtype="<f4"))
    x, y = data[:rows * features].view(rows, -1), data[rows * features:].view(rows, -1).argmax(1)
    batches, steps = list(zip(x.split(batch), y.split(batch), strict=True)), optimiser(name, model.parameters())
    begin = time.perf_counter()
    for _ in range(epochs):
        for xb, yb in batches:
            loss = nn.functional.cross_entropy(model(xb), yb)
            loss.backward()
            steps.step()
            steps.zero_grad()
    ms = 1000 * (time.perf_counter() - begin)
    return ms, nn.utils.parameters_to_vector(model.parameters()).norm().item()


def side(class_path, folder, threads):
    """Starts the Java program, which answers in lines."""
    return subprocess.Popen(["java", "-cp", class_path, "LeanTable", folder], text=True, env=os.environ | threads,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def main():
    """Prints the table, and fails where the three do not end at the same place."""
    class_path, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 9
    cores = torch.get_num_threads()
    with tempfile.TemporaryDirectory() as folder:
        # DL4J and PyTorch on all cores and on one, in turns: the quicker counts
        sides = [side(class_path, folder, {}), side(class_path, folder, {"OMP_NUM_THREADS": "1"})]
        print(f"{'net':12}{'fit':>10}{'lean':>10}{'PyTorch':>10}{'lean/fit':>10}{'lean/PyTorch':>14}")
        for name in SIZES:
            best, norms = {}, {}
            for turn in range(rounds):
                for how in ("fit", "lean"):
                    java = sides[turn % 2 if how == "fit" else 0]
                    print(name, how, file=java.stdin, flush=True)
                    ms, norms[how] = map(float, java.stdout.readline().split())
                    best[how] = min(ms, best.get(how, ms))
                torch.set_num_threads(1 if turn % 2 else cores)
                ms, norms["PyTorch"] = train(name, Path(folder))
                best["PyTorch"] = min(ms, best.get("PyTorch", ms))
            assert np.allclose(list(norms.values()), norms["fit"], rtol=1e-3), norms
            fit, lean, peer = best["fit"], best["lean"], best["PyTorch"]
            print(f"{name:12}{fit:10.2f}{lean:10.2f}{peer:10.2f}{lean / fit:10.2f}{lean / peer:14.2f}", flush=True)
        for java in sides:
            java.stdin.close()
            java.wait()


main()
