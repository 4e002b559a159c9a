"""The peers' nets, as ours builds them."""

import itertools

from torch import nn


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


def channels():
    return pooled((1, 64, 64), None, nn.MaxPool2d, features=64 * 196)


def resnet(classes):
    from torchvision.models import resnet18

    net = resnet18(num_classes=classes)
    net.conv1 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)
    return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), net)
