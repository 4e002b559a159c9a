"""The peers' side of ./lesson bench: reads a workload's name, runs it once, answers milliseconds and results.

Ours has written data, start and order of rows before; so both compute the same. Run by src/python/lesson/bench.py.
"""

import itertools
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

FOLDER = Path(sys.argv[1])
LR = 0.01
OURS_TO_TORCH = {"W": "weight", "b": "bias", "gamma": "weight", "beta": "bias", "mean": "running_mean",
                 "var": "running_var"}


def mnist_loss(raw, targets):
    """The lesson's loss for threes and sevens, which is also the formula of our custom loss."""
    p = raw.sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean()


def simple_net(hidden, outputs):
    return nn.Sequential(nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, outputs))


def simple_cnn(classes):
    widths, parts = [1, 8, 16, 32, 64], []
    for i in range(1, 5):
        ks = 5 if i == 1 else 3
        parts += [nn.Conv2d(widths[i - 1], widths[i], ks, 2, ks // 2), nn.ReLU(), nn.BatchNorm2d(widths[i])]
    return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), *parts, nn.Conv2d(64, classes, 3, 2, 1),
                         nn.BatchNorm2d(classes), nn.Flatten())


def dense(*widths, bend=nn.ReLU, before=(), after=()):
    """Linear layers with a bend between each two, and parts of one's own before or after the first."""
    layers = [nn.Linear(a, b) for a, b in itertools.pairwise(widths)]
    inner = [part for layer in layers[1:-1] for part in (layer, bend())]
    return nn.Sequential(layers[0], *before, bend(), *after, *inner, layers[-1])


def pooled(widths, *pools, features):
    """Convolutions of three by three pixels, with a pooling after each, or none."""
    parts = [nn.Unflatten(1, (1, 28, 28))]
    for (a, b), pool in zip(itertools.pairwise(widths), pools, strict=True):
        parts += [nn.Conv2d(a, b, 3, 1, 1), nn.ReLU(), *([pool(2)] if pool else [])]
    return nn.Sequential(*parts, nn.Flatten(), nn.Linear(features, 10))


def resnet(classes):
    from torchvision.models import resnet18

    net = resnet18(num_classes=classes)
    net.conv1 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)
    return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), net)


def images(name, part, one_output):
    """Returns inputs and targets that ours has written."""
    pixels = np.fromfile(FOLDER / f"{name}.{part}.x", dtype=np.uint8).reshape(-1, 784)
    labels = torch.tensor(np.array((FOLDER / f"{name}.{part}.y").read_text().split(), dtype=np.int64))
    return torch.tensor(pixels).float() / 255, labels.float().unsqueeze(1) if one_output else labels


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


class Recorder:
    """The smoothed loss, as fastai's and ours keep it."""

    def __init__(self):
        self.value, self.losses = 0.0, []

    def add(self, loss):
        self.value = 0.98 * self.value + 0.02 * loss
        self.losses.append(self.value / (1 - 0.98 ** (len(self.losses) + 1)))


def length(net):
    """Returns the norm of all that ours counts as parameters, batch norm's running figures included."""
    with torch.no_grad():
        numbers = [p for key, p in net.state_dict().items() if "num_batches" not in key]
        return float(sum(p.double().square().sum() for p in numbers)) ** 0.5


@torch.no_grad()
def descend(params):
    for p in params:
        p -= LR * p.grad
        p.grad = None


def loop(name, net, loss_func, bs, one_output=False, adam=False):
    """PyTorch's plain loop: the lesson's own, with SGD written out, which is quicker than torch.optim's."""
    x, y = images(name, "train", one_output)
    ours = order(name)

    def ready():
        start(name, net)
        net.train()
        params, recorder = list(net.parameters()), Recorder()
        optimiser = torch.optim.Adam(params, lr=LR, fused=True) if adam else None

        def timed():
            torch.randperm(len(x))  # its time counts; the rows come in our order, so that results can be compared
            for i in range(0, len(x), bs):
                rows = ours[i : i + bs]
                loss = loss_func(net(x.index_select(0, rows)), y.index_select(0, rows))
                loss.backward()
                if optimiser:
                    optimiser.step()
                    optimiser.zero_grad()
                else:
                    descend(params)
                recorder.add(loss.item())

        return timed, lambda: [recorder.losses[-1], length(net)]

    return ready


def fastai_fit(name, net, loss_func, metric, bs, one_output):
    """fastai's Learner.fit over a data set in our order, which spares it the shuffling."""
    from fastai.vision.all import SGD, DataLoader, DataLoaders, Learner

    x, y = images(name, "train", one_output)
    rows = order(name)
    train = DataLoader(list(zip(x[rows], y[rows], strict=True)), batch_size=bs)
    valid = DataLoader(list(zip(*images(name, "valid", one_output), strict=True)), batch_size=bs)

    def ready():
        start(name, net)
        learn = Learner(DataLoaders(train, valid), net, loss_func=loss_func, opt_func=SGD, metrics=metric)

        def timed():
            with learn.no_bar(), learn.no_logging():
                learn.fit(1, LR)

        return timed, lambda: [float(learn.recorder.values[-1][0]), length(net)]

    return ready


def batch_accuracy(raw, targets):
    return ((raw > 0) == targets).float().mean()


def accuracy(raw, targets):
    return (raw.argmax(1) == targets).float().mean()


def forward(name, score, bs=256):
    """Predictions of all images, or loss and accuracy."""
    net = simple_net(100, 10)
    start(name, net)
    x, y = images(name, "valid", False)
    results = []

    @torch.no_grad()
    def timed():
        results.clear()
        net.eval()
        if score:
            loss = right = 0.0
            for i in range(0, len(x), bs):
                raw, targets = net(x[i : i + bs]), y[i : i + bs]
                loss += len(raw) * F.cross_entropy(raw, targets).item()
                right += len(raw) * accuracy(raw, targets).item()
            results.extend([loss / len(x), right / len(x)])
        else:
            preds = torch.cat([net(x[i : i + bs]).softmax(1) for i in range(0, len(x), bs)])
            results.extend([preds[0, 0].item(), preds[-1, 9].item()])

    return lambda: (timed, lambda: list(results))


def pictures(folder):
    """A folder per class, as torchvision reads it."""
    from torchvision.datasets import ImageFolder
    from torchvision.io import ImageReadMode, decode_image

    read = []

    def timed():
        files = ImageFolder(folder, loader=lambda path: decode_image(path, ImageReadMode.GRAY))
        read[:] = [torch.stack([image for image, _ in files]).float() / 255]

    return lambda: (timed, lambda: [len(read[0]), read[0].double().sum().item()])


def table(path):
    import pandas

    read = []

    def timed():
        read[:] = [pandas.read_csv(path)]

    return lambda: (timed, lambda: [len(read[0]), int(read[0].label.sum()), int(read[0].pixel406.sum())])


def path(name):
    return (FOLDER / f"{name}.path").read_text()


MAKERS = {
    "784-30-1-256": lambda n: loop(n, simple_net(30, 1), mnist_loss, 256, one_output=True),
    "784-50-10-256": lambda n: loop(n, simple_net(50, 10), F.cross_entropy, 256),
    "784-50-10-64": lambda n: loop(n, simple_net(50, 10), F.cross_entropy, 64),
    "784-30-10-5": lambda n: loop(n, simple_net(30, 10), F.cross_entropy, 5),
    "784-100-10-64": lambda n: loop(n, simple_net(100, 10), F.cross_entropy, 64),
    "fit-784-30-1": lambda n: fastai_fit(n, simple_net(30, 1), mnist_loss, batch_accuracy, 256, True),
    "fit-784-100-10": lambda n: fastai_fit(n, simple_net(100, 10), F.cross_entropy, accuracy, 64, False),
    "custom-loss": lambda n: loop(n, simple_net(30, 1), mnist_loss, 256, one_output=True),
    "dense-500": lambda n: loop(n, simple_net(500, 10), F.cross_entropy, 256),
    "dense-2000": lambda n: loop(n, simple_net(2000, 10), F.cross_entropy, 256),
    "dense-2000-2000": lambda n: loop(n, dense(784, 2000, 2000, 10), F.cross_entropy, 256),
    "dense-leaky": lambda n: loop(n, dense(784, 500, 10, bend=nn.LeakyReLU), F.cross_entropy, 256),
    "dense-dropout": lambda n: loop(n, dense(784, 500, 10, after=[nn.Dropout(0.5)]), F.cross_entropy, 256),
    "dense-norm": lambda n: loop(n, dense(784, 500, 10, before=[nn.BatchNorm1d(500)]), F.cross_entropy, 256),
    "average-pooling": lambda n: loop(n, pooled((1, 8, 16), nn.AvgPool2d, nn.AvgPool2d, features=784), F.cross_entropy, 64),
    "cnn-64": lambda n: loop(n, pooled((1, 64, 64), None, nn.MaxPool2d, features=64 * 196), F.cross_entropy, 64),
    "adam-500": lambda n: loop(n, simple_net(500, 10), F.cross_entropy, 256, adam=True),
    "adam-2000-2000": lambda n: loop(n, dense(784, 2000, 2000, 10), F.cross_entropy, 256, adam=True),
    "cnn": lambda n: loop(n, simple_cnn(10), F.cross_entropy, 64),
    "resnet": lambda n: loop(n, resnet(2), F.cross_entropy, 64),
    "predict": lambda n: forward(n, score=False),
    "evaluate": lambda n: forward(n, score=True),
    "png-sample": lambda n: pictures(path("sample")),
    "png-digits": lambda n: pictures(path("digits")),
    "csv": lambda n: table(path("csv")),
}


def threads_for(times):
    """Returns how many threads to run on: all and one in turns until each had three tries, then the quicker."""
    least = min(times, key=lambda count: len(times[count]))
    return least if len(times[least]) < 3 else min(times, key=lambda count: min(times[count]))


def main():
    """Answers until nobody asks."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    ready, tried, cores = {}, {}, torch.get_num_threads()
    for line in sys.stdin:
        name = line.strip()
        if name not in ready:
            ready[name], tried[name] = MAKERS[name](name), {cores: [], 1: []}
        threads = threads_for(tried[name])
        torch.set_num_threads(threads)
        timed, results = ready[name]()
        begin = time.perf_counter()
        timed()
        ms = 1000 * (time.perf_counter() - begin)
        tried[name][threads].append(ms)
        print(json.dumps({"ms": ms, "results": results()}), file=answers, flush=True)


main()
