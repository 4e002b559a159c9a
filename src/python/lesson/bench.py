"""Measures ours and the peers side by side, in turns, on the same work; writes target/bench.json."""

import contextlib
import json
import math
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

from . import bench_kernels, environment, kernelspec
from .places import ROOT, TARGET
from .say import Problem, step

SOURCES = ROOT / "bench"
FILES = TARGET / "bench"
CLASSES = FILES / "classes"
PAUSE = 0.03
LOOP = "PyTorch loop"  # the peer of a net that is trained and does nothing else


@dataclass
class Workload:
    """One line of the table: `target` is the ratio ours ÷ peer that we want, `steps` by how much to divide."""

    name: str
    title: str
    peer: str
    target: float
    steps: int = 1
    tolerance: float = 1e-4
    unit: str = "ms"
    ours: list = field(default_factory=list)
    peers: list = field(default_factory=list)
    limit: float | None = None
    problem: str = ""

    def row(self):
        """Returns the line for bench.json; a memory's megabytes stand where times do, and `unit` says so.

        `limit` is the share of our time that the matrix products alone would take, at the best rate that BLAS reaches here.
        """
        ours, peer = (min(times) / self.steps if times else None for times in (self.ours, self.peers))
        return {
            "workload": self.title,
            "ours_ms": ours and round(ours, 3),
            "peer": self.peer,
            "peer_ms": peer and round(peer, 3),
            "ratio": ours and peer and round(ours / peer, 3),
            "target": self.target,
            "unit": self.unit,
            "limit": self.limit and ours and round(self.limit / self.steps / ours, 2),
        }


def workloads():
    """Returns all lines of the table. Where several steps are timed together, the figure is that of one."""
    return [
        Workload("784-30-1-256", "784-30-1, batch 256: epoch of 12 396", LOOP, 0.7),
        Workload("784-50-10-256", "784-50-10, batch 256: epoch of 60 000", LOOP, 0.9),
        Workload("784-50-10-64", "784-50-10, batch 64: epoch of 60 000", LOOP, 0.5),
        Workload("784-30-10-5", "784-30-10, batch 5: 10 000 images", LOOP, 0.15),
        Workload("784-100-10-64", "784-100-10, batch 64: epoch of 48 000", LOOP, 0.6),
        Workload("fit-784-30-1", "Learner.fit, 784-30-1: epoch, validation, metric", "fastai", 0.3),
        Workload("fit-784-100-10", "Learner.fit, 784-100-10: epoch, validation, metric", "fastai", 0.3),
        Workload("custom-loss", "step with a loss of one's own, 784-30-1", LOOP, 1.5, steps=49),
        Workload("predict", "predictions of 10 000 images, 784-100-10", "PyTorch", 1.0),
        Workload("evaluate", "loss and accuracy of 10 000 images, 784-100-10", "PyTorch", 1.0),
        Workload("dense-500", "784-500-10, batch 256: 12 800 images", LOOP, 0.75),
        Workload("dense-2000", "784-2000-10, batch 256: 12 800 images", LOOP, 0.75),
        Workload("dense-2000-2000", "784-2000-2000-10, batch 256: 2 560 images", LOOP, 0.95),
        Workload("dense-leaky", "784-500-10 with leaky ReLU, batch 256: 12 800 images", LOOP, 0.9),
        # each side drops other units
        Workload("dense-dropout", "784-500-10 with dropout, batch 256: 12 800 images", LOOP, 0.9, tolerance=5e-2),
        Workload("dense-norm", "784-500-10 with batch norm, batch 256: 12 800 images", LOOP, 0.9, tolerance=2e-2),
        Workload("adam-500", "784-500-10 by Adam, batch 256: 12 800 images", "PyTorch, fused", 0.9, tolerance=2e-2),
        Workload("adam-2000-2000", "784-2000-2000-10 by Adam, batch 256: 2 560 images", "PyTorch, fused", 0.9, tolerance=2e-2),
        Workload("average-pooling", "small CNN with average pooling, batch 64: 12 800 images", LOOP, 0.9),
        Workload("cnn-64", "step of a CNN of 64 channels, batch 64", LOOP, 1.2, steps=4),
        # batch norm's running variance is divided by n here and by n − 1 there
        Workload("cnn", "step of the small CNN, batch 64", LOOP, 1.3, steps=50, tolerance=2e-2),
        Workload("resnet", "step of ResNet-18, batch 64", LOOP, 2.0, steps=4, tolerance=2e-2),
        Workload("png-sample", "12 396 PNGs into a tensor", "torchvision", 0.3),
        Workload("png-digits", "60 000 PNGs into a tensor", "torchvision", 0.3),
        Workload("csv", "CSV of 42 000 × 785 into a table", "pandas", 0.7),
        Workload("start", "kernel start to the first 3×3 tensor", "ipykernel", 1.5),
        # JShell compiles each cell twice; 40 ms are what a reader does not notice
        Workload("cell", "1+1 in a cell, from question to answer", "ipykernel", 8.0),
        Workload("slider", "a slider's new value to its chart", "ipywidgets", 1.0),
        Workload("idle", "a kernel that does nothing, % of a core", "ipykernel", 10.0, unit="%"),
        Workload("memory", "memory after an epoch of ten digits (MB)", "ipykernel", 1.0, unit="MB"),
    ]


class Side:
    """A process that runs workloads by name, ours or the peers'; it is started again when a workload ends it."""

    def __init__(self, command):
        FILES.mkdir(parents=True, exist_ok=True)
        self.command = [*map(str, command)]
        self.log = open(FILES / f"{os.path.basename(self.command[0])}.log", "w")  # noqa: SIM115 (open as long as the process)
        self.process = None

    def run(self, name):
        """Runs a workload once; returns its milliseconds and results."""
        if self.process is None:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True
            )
        try:
            print(name, file=self.process.stdin, flush=True)
            answer = json.loads(self.process.stdout.readline())
            return answer["ms"], answer["results"]
        except (BrokenPipeError, json.JSONDecodeError):
            self._end()
            raise Problem(f"The workload {name} ended its process.", f"The reason is in {self.log.name}.") from None

    def _end(self):
        if self.process:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
            self.process.wait()
        self.process = None

    def close(self):
        self._end()
        self.log.close()


def run(java, place, names, rounds, with_peers, busy=False):
    """Measures the workloads whose names begin with one of `names`; returns 1 when results disagree."""
    chosen = [w for w in workloads() if not names or any(w.name.startswith(name) for name in names)]
    if not chosen:
        raise Problem(f"No workload is called {names[0]}.", "There are: " + ", ".join(w.name for w in workloads()))
    peer_python = environment.peers() if with_peers else None
    if any(w.name not in bench_kernels.WORKLOADS for w in chosen):
        _compile(java, place)
    with _busy_core() if busy else contextlib.nullcontext(), _sides(place, peer_python) as sides:
        # twice through all of them: a minute in which the machine is slow spoils no line of the table
        for again in (False, True):
            for work in chosen:
                with step(work.title + (", again" if again else "")) as progress:
                    if work.name in bench_kernels.WORKLOADS:
                        bench_kernels.measure(work, peer_python, rounds)
                    else:
                        _rounds(work, sides, rounds, progress)
                        if again and work.peer == LOOP and not work.problem:
                            work.limit = sides[0].run(f"limit {work.name}")[0]
    rows = [work.row() for work in chosen]
    (TARGET / ("bench-busy.json" if busy else "bench.json")).write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    _print(rows)
    problems = [f"{w.title}: {w.problem}" for w in chosen if w.problem]
    print("\n".join(["", *problems]) if problems else "\nAll results agree." if with_peers else "")
    return 1 if problems else 0


@contextlib.contextmanager
def _busy_core():
    """Keeps one core busy with something else, as a browser or a build does."""
    other = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        other.kill()
        other.wait()


def _compile(java, place):
    javac = java.java.with_name(java.java.name.replace("java", "javac"))
    with step("Compiling bench/"):
        CLASSES.mkdir(parents=True, exist_ok=True)
        jar = place / "lesson4j-kernel.jar"
        subprocess.run([javac, "-d", CLASSES, "-cp", jar, *SOURCES.glob("*.java")], check=True)


@contextlib.contextmanager
def _sides(place, peer_python):
    """Gives ours and the peer, which run in turns, so that what else the machine does troubles both alike."""
    class_path = os.pathsep.join([str(CLASSES), str(place / "lesson4j-kernel.jar")])
    sides = [Side([*kernelspec.argv(place)[:-2], "-cp", class_path, "Ours", FILES])]
    if peer_python:
        sides.append(Side([peer_python, SOURCES / "peer.py", FILES]))
    try:
        yield sides
    finally:
        for side in sides:
            side.close()


def _rounds(work, sides, rounds, progress):
    """Runs half of the rounds. Short workloads get more: their best is found among more, with all compilers warm."""
    try:
        if not work.ours:
            _round(work, sides)  # to warm up
            work.ours, work.peers = [], []
        begun, done = sum(work.ours + work.peers), 0
        while done < (rounds + 1) // 2 or done < 10 * rounds and sum(work.ours + work.peers) - begun < 500 * rounds:
            done += 1
            progress.at(f"round {done}")
            _round(work, sides)
    except Problem as problem:
        work.problem = str(problem)


def _round(work, sides):
    """Runs the workload once on each side, and leaves a pause: OpenMP's threads wait in a loop for some time."""
    answers = []
    for side in sides:
        time.sleep(PAUSE)
        answers.append(side.run(work.name))
    for times, (ms, _) in zip((work.ours, work.peers), answers, strict=False):
        times.append(ms)
    _compare(work, [results for _, results in answers])


def _compare(work, results):
    if len(results) == 2:
        ours, peers = results
        for a, b in zip(ours, peers, strict=True):
            if not math.isclose(a, b, rel_tol=work.tolerance):
                work.problem = f"ours computed {ours}, the peer {peers}"


def _print(rows):
    print(f"\n{'workload':<52} {'ours':>9} {'peer':>9} {'ratio':>6} {'target':>6}   {'limit':>5}")
    for row in rows:
        peer = f"{row['peer_ms']:>9.1f} {row['ratio']:>6.2f}" if row["ratio"] else f"{'–':>9} {'–':>6}"
        missed = row["ratio"] and row["ratio"] > row["target"]
        ours = f"{row['ours_ms']:>9.1f}" if row["ours_ms"] else f"{'–':>9}"
        limit = f"{row['limit']:>5.2f}" if row["limit"] else f"{'–':>5}"
        print(f"{row['workload']:<52} {ours} {peer} {row['target']:>6.2f} {'✗' if missed else ' '} {limit} {row['peer']}")
    if hasattr(os, "getloadavg"):
        print(f"\n{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}; ms, best of the rounds")
