"""The lines of ./lesson bench: what is measured beside whom, what is wanted of it, and how the table is printed."""

import os
from dataclasses import dataclass, field

LOOP = "PyTorch loop"  # the peer of a net that is trained and does nothing else
FUSED = "PyTorch, fused"
OURS = "Lesson4j"  # a line that compares two of our own figures
IPYKERNEL = "ipykernel"
NOBODY = ""


@dataclass
class Workload:
    """One line of the table: `target` is the ratio ours ÷ peer that we want, `most` what ours may take at all."""

    name: str
    title: str
    peer: str
    target: float | None = None
    steps: int = 1  # by how much to divide: the figure is then that of one step
    tolerance: float = 1e-4
    unit: str = "ms"
    most: float | None = None
    once: int = 0  # what takes long is measured the first time only, so often; in a kernel so many times
    warm: int = 1  # rounds before those that count: Java goes on compiling nets of many parts for some time
    each_jdk: bool = False  # ours also under every other JDK
    alone: bool = False  # in processes of its own, which end after it and give their memory back
    peak_of: str = ""  # the most memory that the processes of another take, which is alone, in its first round
    part_of: str = ""  # another line, of whose data the quickest part counts,
    beside: str = ""  # and a line with data of that size
    ours: list = field(default_factory=list)
    peers: list = field(default_factory=list)
    others: dict = field(default_factory=dict)  # ours by another JDK's version
    jdk: int | None = None
    limit: float | None = None
    problem: str = ""

    def row(self):
        """Returns the line for bench.json; a memory's megabytes stand where times do, and `unit` says so.

        `limit` is the share of our time that the matrix products alone would take, at the best rate that BLAS reaches here.
        `jdk` has our figure under each Java that was measured.
        """
        ours, peer = self._best(self.ours), self._best(self.peers)
        jdks = {self.jdk: ours} | {version: self._best(figures) for version, figures in self.others.items()}
        return {
            "workload": self.title,
            "ours_ms": ours,
            "peer": self.peer,
            "peer_ms": peer,
            "ratio": ours and peer and round(ours / peer, 3),
            "target": self.target,
            "unit": self.unit,
            "limit": self.limit and ours and round(self.limit / self.steps / ours, 2),
            "most": self.most,
            "jdk": {str(version): best for version, best in jdks.items() if version and best},
        }

    def _best(self, figures):
        return round(min(figures) / self.steps, 3) if figures else None


def workloads():
    """Returns all lines of the table. Where several steps are timed together, the figure is that of one."""
    return [*_dense(), *_convolutions(), *_reading(), *_kernels()]


def _dense():
    return [
        Workload("784-30-1-256", "784-30-1, batch 256: epoch of 12 396", LOOP, 0.7, each_jdk=True),
        Workload("784-50-10-256", "784-50-10, batch 256: epoch of 60 000", LOOP, 0.9, each_jdk=True),
        Workload("repeated", "784-50-10, batch 256: epoch of 600 000", LOOP, 0.6, once=4, alone=True),
        Workload("repeated-each", "784-50-10: 60 000 of 600 000, beside 60 000", OURS, 1.05,
                 part_of="repeated", beside="784-50-10-256"),
        Workload("repeated-memory", "memory of an epoch of 600 000", LOOP, 1.0, unit="MB", peak_of="repeated"),
        Workload("784-50-10-64", "784-50-10, batch 64: epoch of 60 000", LOOP, 0.5, each_jdk=True),
        Workload("784-30-10-5", "784-30-10, batch 5: 10 000 images", LOOP, 0.15, each_jdk=True),
        Workload("784-100-10-64", "784-100-10, batch 64: epoch of 48 000", LOOP, 0.6, each_jdk=True),
        Workload("fit-784-30-1", "Learner.fit, 784-30-1: epoch, validation, metric", "fastai", 0.3),
        Workload("fit-784-100-10", "Learner.fit, 784-100-10: epoch, validation, metric", "fastai", 0.3),
        Workload("fit-two-epochs", "Learner.fit, 784-50-10: two epochs with validation", "fastai", 0.3, once=2),
        Workload("custom-loss-10", "step with a loss of one's own, 784-50-10, batch 64", LOOP, 1.5, steps=200),
        Workload("custom-loss", "step with a loss of one's own, 784-30-1", LOOP, 1.5, steps=49),
        Workload("predict", "predictions of 10 000 images, 784-100-10", "PyTorch", 1.0),
        Workload("evaluate", "loss and accuracy of 10 000 images, 784-100-10", "PyTorch", 1.0),
        Workload("dense-500", "784-500-10, batch 256: 12 800 images", LOOP, 0.75, each_jdk=True),
        Workload("dense-2000", "784-2000-10, batch 256: 12 800 images", LOOP, 0.75, each_jdk=True),
        Workload("dense-2000-2000", "784-2000-2000-10, batch 256: 2 560 images", LOOP, 0.95, each_jdk=True),
        Workload("dense-leaky", "784-500-10 with leaky ReLU, batch 256: 12 800 images", LOOP, 0.9),
        # each side drops other units
        Workload("dense-dropout", "784-500-10 with dropout, batch 256: 12 800 images", LOOP, 0.9, tolerance=5e-2),
        Workload("dense-norm", "784-500-10 with batch norm, batch 256: 12 800 images", LOOP, 0.9, tolerance=2e-2),
        Workload("adam-500", "784-500-10 by Adam, batch 256: 12 800 images", FUSED, 0.9, tolerance=2e-2),
        Workload("adam-2000-2000", "784-2000-2000-10 by Adam, batch 256: 2 560 images", FUSED, 0.9, tolerance=2e-2),
    ]


def _convolutions():
    # batch norm's running variance is divided by n here and by n − 1 there
    return [
        Workload("average-pooling", "small CNN with average pooling, batch 64: 12 800 images", LOOP, 0.9, warm=2),
        Workload("cnn-64", "step of a CNN of 64 channels, batch 64", LOOP, 1.2, steps=4, warm=8),
        Workload("cnn-64-predict", "predictions of 2 048 images by the CNN of 64 channels", "PyTorch", 1.2, once=2,
                 alone=True),
        Workload("cnn-64-memory", "memory of these predictions", "PyTorch", 1.5, unit="MB", peak_of="cnn-64-predict"),
        Workload("cnn-1024", "step of the small CNN, batch 1 024", LOOP, 0.8, steps=10, tolerance=2e-2, warm=6),
        Workload("cnn", "step of the small CNN, batch 64", LOOP, 1.3, steps=50, tolerance=2e-2, warm=4),
        Workload("resnet", "step of ResNet-18, batch 64", LOOP, 1.0, steps=4, tolerance=2e-2, warm=8),
    ]


def _reading():
    return [
        Workload("png-sample", "12 396 PNGs into a tensor", "torchvision", 0.3),
        Workload("png-digits", "60 000 PNGs into a tensor", "torchvision", 0.3, once=2),
        # the square in the middle, made smaller: by each in its own way, of pixels that each decodes by itself
        Workload("photographs", "10 000 JPEGs of 192×128 into a tensor of 3×64×64", "PIL", 0.5, tolerance=1e-2,
                 once=3, alone=True),
        Workload("csv", "CSV of 42 000 × 785 into a table", "pandas", 0.7),
    ]


def _kernels():
    return [
        Workload("start", "kernel start to the first 3×3 tensor", IPYKERNEL, 0.9, each_jdk=True),
        Workload("cell", "1+1 in a cell, from question to answer", IPYKERNEL, most=10, once=2),
        Workload("first-chart", "first chart of a new kernel", IPYKERNEL, 1.0, once=1),
        Workload("first-table", "first table of a new kernel, from a CSV of 1 000 rows", IPYKERNEL, 1.0, once=1),
        Workload("tab", "Tab after a class and a dot", IPYKERNEL, 1.0, once=2),
        Workload("shift-tab", "Shift-Tab on a method", IPYKERNEL, 1.0, once=1),
        Workload("tab-1000", "Tab among 1 000 variables", IPYKERNEL, most=500, once=1),
        Workload("lines", "10 000 lines, to stdout and stderr in turns", IPYKERNEL, most=1_000, once=2),
        Workload("slider", "a slider's new value to its chart", "ipywidgets", 1.0, once=1),
        Workload("idle", "a kernel that does nothing, of a core", IPYKERNEL, most=0.5, unit="%", once=1),
        Workload("memory", "memory after an epoch of ten digits", IPYKERNEL, 1.0, unit="MB", once=1),
        Workload("small-cells", "memory after 500 small cells and a rest", IPYKERNEL, unit="MB", most=500, once=1),
        Workload("redefinitions", "growth of live memory by 300 redefinitions of a class", NOBODY, unit="MB", most=30, once=1),
    ]


def show(rows):
    """Prints the table: a cross where a ratio, or an absolute figure, is above what is wanted."""
    versions = sorted({version for row in rows for version in row["jdk"] if len(row["jdk"]) > 1}, key=int)
    columns = "".join(f"{'JDK ' + version:>9}" for version in versions)
    print(f"\n{'workload':<56} {'ours':>9} {'peer':>9}    {'ratio':>6} {'wanted':>7}   {'limit':>5}{columns}")
    for row in rows:
        jdks = "".join(_number(row["jdk"].get(version) if len(row["jdk"]) > 1 else None, 9, 1) for version in versions)
        wanted = f"≤{row['most']:,g}".replace(",", " ") if row["most"] else _number(row["target"], 0, 2)
        print(f"{row['workload']:<56} {_number(row['ours_ms'], 9, 1)} {_number(row['peer_ms'], 9, 1)} {row['unit']:<2} "
              f"{_number(row['ratio'], 6, 2)} {wanted:>7} {'✗' if missed(row) else ' '} {_number(row['limit'], 5, 2)}"
              f"{jdks} {row['peer']}")
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"\n{os.cpu_count()} cores{load}; best of the rounds; ≤ is for ours alone")


def missed(row):
    """Returns whether a line's figures are above what is wanted."""
    ratio, ours = row["ratio"], row["ours_ms"]
    return bool(row["target"] and ratio and ratio > row["target"] or row["most"] and ours and ours > row["most"])


def _number(figure, width, digits):
    return f"{'–' if figure is None else format(figure, f'.{digits}f'):>{width}}"
