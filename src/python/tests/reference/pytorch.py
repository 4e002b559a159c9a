"""Makes the PyTorch values that the Java tests compare with: python pytorch.py OUT_FOLDER (needs torch, no data).

Everything is drawn from a small generator of our own that Java repeats, so that the files hold results only.
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

MASK = (1 << 48) - 1


class JavaRandom:
    """java.util.Random's nextDouble, so that both sides start from the same numbers."""

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & MASK

    def bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) & MASK
        return self.state >> (48 - count)

    def double(self):
        return ((self.bits(26) << 27) + self.bits(27)) / (1 << 53)

    def tensor(self, *shape, low=-1.0, high=1.0):
        count = torch.Size(shape).numel()
        values = [low + (high - low) * self.double() for _ in range(count)]
        return torch.tensor(values, dtype=torch.float64).reshape(shape)


def mnist_loss(preds, targs):
    s = preds.sigmoid()
    return torch.where(targs == 1, 1 - s, s).mean()


def myloss(preds, targs):
    hot = F.one_hot(targs, preds.shape[1]).bool()
    s = preds.sigmoid()
    return torch.where(hot, 1 - s, s).mean()


def plus_p(preds, targs):
    return preds.softmax(1)[range(len(targs)), targs].mean()


def plus_p_column(preds, targs):
    """The shape trap: with targets [n, 1] the picked values are [n, n]."""
    return preds.softmax(1)[torch.arange(len(targs)), targs[:, None]].mean()


def l1_sum(preds, targs):
    return (preds.softmax(1) - F.one_hot(targs, preds.shape[1])).abs().sum(1).mean()


def binary(preds, targs):
    return F.binary_cross_entropy_with_logits(preds, F.one_hot(targs, preds.shape[1]).double())


LESSON = {
    "MyLoss": myloss,
    "MyLoss with [n, 1] targets": lambda z, t: myloss(z, t[:, None]),
    "PlusP": plus_p,
    "PlusP with [n, 1] targets": plus_p_column,
    "MinusP": lambda z, t: -plus_p(z, t),
    "MinusP with [n, 1] targets": lambda z, t: -plus_p_column(z, t),
    "CrossEntropy": F.cross_entropy,
    "L1Sum": l1_sum,
    "L1Mean": lambda z, t: F.l1_loss(z.softmax(1), F.one_hot(t, z.shape[1]).double()),
    "BinaryCrossEntropy": binary,
    "BinaryCrossEntropySum": lambda z, t: binary(z, t) * z.shape[1],
}


def value_and_gradient(loss, z, targs):
    z = z.clone().requires_grad_()
    value = loss(z, targs)
    value.backward()
    return {"value": value.item(), "gradient": z.grad.flatten().tolist()}


def losses():
    """Each loss on random raw outputs and on extreme ones."""
    random = JavaRandom(7)
    binary = random.tensor(6, 1, low=-4, high=4)
    binary_targets = torch.tensor([[1.0], [0], [1], [0], [1], [0]], dtype=torch.float64)
    many = random.tensor(5, 10, low=-4, high=4)
    labels = torch.tensor([3, 0, 9, 5, 3])
    extreme = torch.tensor([[1000.0, 0, -1000], [0, 1000, -1000], [-1000, -1000, -1000]], dtype=torch.float64)
    extreme_labels = torch.tensor([0, 2, 1])
    lesson = {
        name: {
            "random": value_and_gradient(loss, many, labels),
            "extreme": value_and_gradient(loss, extreme, extreme_labels),
        }
        for name, loss in LESSON.items()
    }
    return {
        "lesson": lesson,
        "mnist": value_and_gradient(mnist_loss, binary, binary_targets),
        "mnist_extreme": value_and_gradient(
            mnist_loss, torch.tensor([[1000.0], [-1000]], dtype=torch.float64),
            torch.tensor([[1.0], [1]], dtype=torch.float64)),
        "cross_entropy": value_and_gradient(F.cross_entropy, many, labels),
        "cross_entropy_extreme": value_and_gradient(F.cross_entropy, extreme, extreme_labels),
    }


def training(hidden, outputs, loss, targets, lr, momentum=0.0):
    """100 steps of SGD on a small net from a start that Java repeats; returns the losses and the last weights."""
    random = JavaRandom(11)
    x = random.tensor(64, 20, low=0, high=1).float()
    w1, b1 = random.tensor(hidden, 20).float() / 4, random.tensor(hidden).float() / 4
    w2, b2 = random.tensor(outputs, hidden).float() / 4, random.tensor(outputs).float() / 4
    params = [p.requires_grad_() for p in (w1, b1, w2, b2)]
    optimiser = torch.optim.SGD(params, lr=lr, momentum=momentum)
    values = []
    for step in range(100):
        rows = [(step * 16 + i) % 64 for i in range(16)]
        out = F.linear(F.relu(F.linear(x[rows], w1, b1)), w2, b2)
        value = loss(out, targets[rows])
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        values.append(value.item())
    return {"losses": values, "w1": w1.flatten().tolist(), "b2": b2.flatten().tolist()}


def main(folder):
    parity = torch.tensor([[float(i % 2)] for i in range(64)])
    digits = torch.tensor([(i * 7) % 10 for i in range(64)])
    result = {
        "losses": losses(),
        "training": {
            "mnist": training(30, 1, mnist_loss, parity, 0.5),
            "cross_entropy": training(50, 10, F.cross_entropy, digits, 0.1),
        },
    }
    Path(folder, "pytorch.json").write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
