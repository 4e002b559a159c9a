"""What ours has written for the peer: data, start, order of rows, paths."""

import sys
from pathlib import Path

import numpy as np
import torch

FOLDER = Path(sys.argv[1])
OURS_TO_TORCH = {"W": "weight", "b": "bias", "gamma": "weight", "beta": "bias", "mean": "running_mean",
                 "var": "running_var"}


def images(name, part, one_output=False, repeats=1):
    """Returns inputs and targets that ours has written, all of them so many times over."""
    pixels = np.fromfile(FOLDER / f"{name}.{part}.x", dtype=np.uint8).reshape(-1, 784)
    labels = torch.tensor(np.array((FOLDER / f"{name}.{part}.y").read_text().split(), dtype=np.int64))
    pixels, labels = torch.tensor(pixels).float().div_(255), labels.repeat(repeats)
    # repeated as floats: bytes that are held meanwhile would count as memory that training takes
    pixels = pixels.repeat(repeats, 1) if repeats > 1 else pixels
    return pixels, labels.float().unsqueeze(1) if one_output else labels


def start(name, net):
    """Gives a net the parameters that ours starts from; those of a graph come by name, others in order."""
    values = torch.tensor(np.fromfile(FOLDER / f"{name}.start", dtype="<f4"))
    state = {key: value for key, value in net.state_dict().items() if "num_batches" not in key}
    keys, at = list(state), 0
    for i, line in enumerate((FOLDER / f"{name}.index").read_text().splitlines()):
        layer, own, count = line.rsplit(" ", 2)
        key = f"1.{layer}.{OURS_TO_TORCH[own]}"
        key = key if key in state else keys[i]
        with torch.no_grad():
            state[key].copy_(values[at : at + int(count)].view_as(state[key]))
        at += int(count)


def order(name):
    return torch.tensor(np.fromfile(FOLDER / f"{name}.order", dtype="<i4")).long()


def path(name):
    return (FOLDER / f"{name}.path").read_text()
