"""Makes what TorchStepsTest compares with: python steps.py OUT_FOLDER (needs torch, no data).

Small nets of every kind that both sides have, twenty steps on one batch; of each tensor its norm and up to 24 values.
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from pytorch import JavaRandom
from torch import nn

ROWS, COLUMNS, EXAMPLES, CLASSES, STEPS, LR = 8, 6, 20, 3, 20, 0.05


class Picture(nn.Module):
    def forward(self, x):
        return x.view(-1, 1, ROWS, COLUMNS)


class PadSame(nn.Module):
    """TensorFlow's SAME for a window of 3 and a stride of 2 on even sides: one row below, one column on the right."""

    def forward(self, x):
        return F.pad(x, (0, 1, 0, 1))


def conv(*parts, width):
    return nn.Sequential(Picture(), *parts, nn.Flatten(), nn.Linear(width, CLASSES))


def dense(*bends):
    return nn.Sequential(nn.Linear(48, 7), bends[0], nn.Linear(7, 5), bends[-1], nn.Linear(5, CLASSES))


NETS = {
    "relu": lambda: dense(nn.ReLU()),
    "tanh and sigmoid, momentum": lambda: dense(nn.Tanh(), nn.Sigmoid()),
    "leaky relu and elu, adam": lambda: dense(nn.LeakyReLU(0.01), nn.ELU()),
    "padding and stride": lambda: conv(nn.Conv2d(1, 3, 3, 2, 1), nn.ReLU(), width=36),
    "dilation": lambda: conv(nn.Conv2d(1, 3, 3, dilation=2), nn.Tanh(), width=24),
    "not square": lambda: conv(nn.Conv2d(1, 3, (3, 2), (1, 2), (1, 0)), nn.ReLU(), width=72),
    "same": lambda: conv(PadSame(), nn.Conv2d(1, 3, 3, 2), nn.Sigmoid(), width=36),
    "largest": lambda: conv(nn.Conv2d(1, 3, 3, 1, 1), nn.Tanh(), nn.MaxPool2d(2), width=36),
    "largest with padding": lambda: conv(nn.Conv2d(1, 3, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(3, 2, 1), width=36),
    "mean": lambda: conv(nn.Conv2d(1, 3, 3, 1, 1), nn.ReLU(), nn.AvgPool2d((3, 2), 1), width=90),
    "root of squares": lambda: conv(nn.Conv2d(1, 3, 3, 1, 1), nn.Sigmoid(), nn.LPPool2d(2, 2), width=36),
    "batch norm": lambda: conv(
        nn.Conv2d(1, 4, 3, 2, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.AdaptiveAvgPool2d(1), width=4
    ),
    "l2": lambda: conv(nn.Conv2d(1, 3, 3, 2, 1, bias=False), nn.ReLU(), width=36),
    "weight decay": lambda: dense(nn.ReLU()),
    "clipping": lambda: dense(nn.ReLU()),
}


def start(net, random):
    for part in net.modules():
        if isinstance(part, nn.Linear | nn.Conv2d):
            bound = part.weight[0].numel() ** -0.5
            part.weight.data = random.tensor(*part.weight.shape, low=-bound, high=bound)
            if part.bias is not None:
                part.bias.data = random.tensor(*part.bias.shape, low=-bound, high=bound)
    return net.double()


def optimiser(name, net):
    weights = [p for p in net.parameters() if p.dim() > 1]
    others = [p for p in net.parameters() if p.dim() == 1]
    if "adam" in name:
        return torch.optim.Adam(net.parameters(), LR / 10, betas=(0.9, 0.99), eps=1e-5)
    decay = 0.3 if name in ("l2", "weight decay") else 0.0
    groups = [{"params": weights, "weight_decay": decay}, {"params": others}]
    return torch.optim.SGD(groups, LR, momentum=0.9 if "momentum" in name else 0)


def trained(name, net):
    random = JavaRandom(11)
    x = random.tensor(EXAMPLES, ROWS * COLUMNS, low=0, high=1)
    y = torch.arange(EXAMPLES) % CLASSES
    start(net, random)
    opt = optimiser(name, net)
    for _ in range(STEPS):
        opt.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        if name == "clipping":
            nn.utils.clip_grad_value_(net.parameters(), 0.01)
        opt.step()
    return net


def told(tensor):
    flat = tensor.detach().flatten()
    stride = -(-len(flat) // 24)
    return {"norm": round(flat.norm().item(), 7), "values": [round(v, 7) for v in flat[::stride].tolist()]}


def tensors(net):
    for part in net.modules():
        if isinstance(part, nn.Linear | nn.Conv2d | nn.BatchNorm2d):
            yield part.weight
            if part.bias is not None:
                yield part.bias
        if isinstance(part, nn.BatchNorm2d):
            yield part.running_mean
            yield part.running_var


def main(folder):
    values = {name: [told(t) for t in tensors(trained(name, make()))] for name, make in NETS.items()}
    Path(folder, "steps.json").write_text(json.dumps(values) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
