"""The peers' side of ./lesson bench: reads a workload's name, runs it once, answers milliseconds and results.

Ours has written data, start and order of rows before; so both compute the same. Run by src/python/lesson/bench.py.
"""

import json
import os
import shutil
import sys
import time

import torch
from peer_files import path
from peer_nets import channels, dense, pooled, resnet, simple_cnn, simple_net
from peer_reading import photographs, pictures, table
from peer_training import accuracy, batch_accuracy, fastai_fit, forward, log_likelihood, loop, mnist_loss
from torch import nn
from torch.nn import functional as F

TRIES = 2
# those that torch.compile makes quicker; the others it does not, or slows down
COMPILED = ("cnn", "cnn-1024") if shutil.which("g++") or shutil.which("clang++") else ()
MAKERS = {
    "784-30-1-256": lambda n: loop(n, simple_net(30, 1), mnist_loss, 256, one_output=True),
    "784-50-10-256": lambda n: loop(n, simple_net(50, 10), F.cross_entropy, 256),
    "repeated": lambda n: loop(n, simple_net(50, 10), F.cross_entropy, 256, repeats=10),
    "784-50-10-64": lambda n: loop(n, simple_net(50, 10), F.cross_entropy, 64),
    "784-30-10-5": lambda n: loop(n, simple_net(30, 10), F.cross_entropy, 5),
    "784-100-10-64": lambda n: loop(n, simple_net(100, 10), F.cross_entropy, 64),
    "fit-784-30-1": lambda n: fastai_fit(n, simple_net(30, 1), mnist_loss, batch_accuracy, 256, one_output=True),
    "fit-784-100-10": lambda n: fastai_fit(n, simple_net(100, 10), F.cross_entropy, accuracy, 64),
    "fit-two-epochs": lambda n: fastai_fit(n, simple_net(50, 10), F.cross_entropy, accuracy, 64, epochs=2),
    "custom-loss-10": lambda n: loop(n, simple_net(50, 10), log_likelihood, 64),
    "custom-loss": lambda n: loop(n, simple_net(30, 1), mnist_loss, 256, one_output=True),
    "dense-500": lambda n: loop(n, simple_net(500, 10), F.cross_entropy, 256),
    "dense-2000": lambda n: loop(n, simple_net(2000, 10), F.cross_entropy, 256),
    "dense-2000-2000": lambda n: loop(n, dense(784, 2000, 2000, 10), F.cross_entropy, 256),
    "dense-leaky": lambda n: loop(n, dense(784, 500, 10, bend=nn.LeakyReLU), F.cross_entropy, 256),
    "dense-dropout": lambda n: loop(n, dense(784, 500, 10, after=[nn.Dropout(0.5)]), F.cross_entropy, 256),
    "dense-norm": lambda n: loop(n, dense(784, 500, 10, before=[nn.BatchNorm1d(500)]), F.cross_entropy, 256),
    "average-pooling": lambda n: loop(n, pooled((1, 8, 16), nn.AvgPool2d, nn.AvgPool2d, features=784), F.cross_entropy, 64),
    "cnn-64": lambda n: loop(n, channels(), F.cross_entropy, 64),
    "cnn-64-predict": lambda n: forward(n, channels()),
    "adam-500": lambda n: loop(n, simple_net(500, 10), F.cross_entropy, 256, adam=True),
    "adam-2000-2000": lambda n: loop(n, dense(784, 2000, 2000, 10), F.cross_entropy, 256, adam=True),
    "cnn": lambda n: loop(n, simple_cnn(10), F.cross_entropy, 64),
    "cnn-1024": lambda n: loop(n, simple_cnn(10), F.cross_entropy, 1024),
    "resnet": lambda n: loop(n, resnet(2), F.cross_entropy, 64),
    "predict": lambda n: forward(n, simple_net(100, 10)),
    "evaluate": lambda n: forward(n, simple_net(100, 10), score=True),
    "png-sample": lambda n: pictures(path("sample")),
    "png-digits": lambda n: pictures(path("digits")),
    "photographs": lambda n: photographs(path("photographs")),
    "csv": lambda n: table(path("csv")),
}


def ways(name):
    """Returns how a workload can be run, each with the times it took: threads, and whether torch.compile has a hand in it."""
    counts = dict.fromkeys([torch.get_num_threads(), 1])
    return {(threads, compiled): [] for compiled in (False, *[True] * (name in COMPILED)) for threads in counts}


def next_way(times):
    """Returns the way for a run: all in turns until each had its tries, then the quickest."""
    least = min(times, key=lambda way: len(times[way]))
    return least if len(times[least]) < TRIES else min(times, key=lambda way: min(times[way]))


def main():
    """Answers until nobody asks."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    ready, tried = {}, {}
    cores = torch.get_num_threads()
    for line in sys.stdin:
        name = line.strip()
        torch.set_num_threads(cores)
        if name not in ready:
            ready[name], tried[name] = MAKERS[name](name), ways(name)
        threads, compiled = next_way(tried[name])
        torch.set_num_threads(threads)
        timed, results = ready[name](compiled)
        begin = time.perf_counter()
        timed()
        ms = 1000 * (time.perf_counter() - begin)
        tried[name][threads, compiled].append(ms)
        print(json.dumps({"ms": ms, "results": results()}), file=answers, flush=True)


main()
