"""Makes fastai's values of whole fits: python fastai_fits.py OUT_FOLDER (needs fastai; data come from pytorch.py's draws).

A net of 16-8-3 with a body and a head, sixty examples in their order, batches of sixteen.
"""

import json
import sys
from functools import partial
from pathlib import Path

import torch
from fastai.callback.schedule import *  # noqa: F403 - gives Learner its fit_one_cycle and fine_tune
from fastai.data.core import DataLoaders
from fastai.data.load import DataLoader
from fastai.learner import Learner, params
from fastai.optimizer import SGD, Adam
from pytorch import JavaRandom
from torch import nn


def data():
    draw = JavaRandom(3)
    x = draw.tensor(60, 16, low=0.0, high=1.0).float()
    y = torch.arange(60) % 3
    loader = partial(DataLoader, list(zip(x, y, strict=True)), bs=16, num_workers=0)
    return DataLoaders(loader(shuffle=False), loader(shuffle=False), device="cpu")


def net():
    draw = JavaRandom(4)
    made = nn.Sequential(nn.Sequential(nn.Linear(16, 8), nn.ReLU()), nn.Linear(8, 3))
    with torch.no_grad():
        for linear in (made[0][0], made[1]):
            linear.weight.copy_(draw.tensor(*linear.weight.shape, low=-0.3, high=0.3))
            linear.bias.copy_(draw.tensor(*linear.bias.shape, low=-0.3, high=0.3))
    return made


def learner(opt, wd=0.0):
    return Learner(
        data(), net(), loss_func=nn.CrossEntropyLoss(), opt_func=opt, wd=wd,
        splitter=lambda m: [params(m[0]), params(m[1])],
    )


def trained(learn, fit):
    with learn.no_bar(), learn.no_logging():
        fit(learn)
    return [round(v, 8) for p in learn.model.parameters() for v in p.flatten().tolist()]


def twice(learn):
    learn.fit(1, 0.01)
    learn.fit(1, 0.01)


def frozen_between(learn):
    learn.fit(1, 0.01)
    learn.freeze()
    learn.fit(1, 0.01)
    learn.unfreeze()
    learn.fit(1, 0.01)


RUNS = {
    "adam": lambda: trained(learner(Adam), lambda learn: learn.fit(3, 0.01)),
    "adam in two fits": lambda: trained(learner(Adam), twice),
    "adam with weight decay": lambda: trained(learner(Adam, 0.1), lambda learn: learn.fit(3, 0.01)),
    "adam, one cycle": lambda: trained(learner(Adam), lambda learn: learn.fit_one_cycle(3, 0.02)),
    "momentum": lambda: trained(learner(partial(SGD, mom=0.9)), lambda learn: learn.fit(3, 0.01)),
    "momentum, one cycle": lambda: trained(learner(partial(SGD, mom=0.9)), lambda learn: learn.fit_one_cycle(3, 0.1)),
    "adam, fine_tune": lambda: trained(learner(Adam), lambda learn: learn.fine_tune(3, 0.02)),
    "sgd, fine_tune": lambda: trained(learner(SGD), lambda learn: learn.fine_tune(3, 0.2)),
    "adam, frozen between": lambda: trained(learner(Adam), frozen_between),
}

if __name__ == "__main__":
    out = Path(sys.argv[1]) / "fastai.json"
    out.write_text(json.dumps({name: run() for name, run in RUNS.items()}, indent=0))
