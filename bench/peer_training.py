"""How the peers train and predict: PyTorch's plain loop, fastai's Learner."""

import functools
import itertools

import torch
from peer_files import images, order, start
from torch.nn import functional as F

LR = 0.01


def mnist_loss(raw, targets):
    """The lesson's loss for threes and sevens, which is also the formula of our custom loss."""
    p = raw.sigmoid()
    return torch.where(targets == 1, 1 - p, p).mean()


def log_likelihood(raw, targets):
    """Cross-entropy as the formula that ours is given."""
    return -(raw.log_softmax(1) * F.one_hot(targets, 10)).sum(1).mean()


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


def compiled(net):
    import torch._dynamo  # takes seconds to load

    torch._dynamo.config.recompile_limit = 64  # each net is compiled for each number of threads
    return torch.compile(net)


def loop(name, net, loss_func, bs, one_output=False, adam=False, repeats=1):
    """PyTorch's plain loop: the lesson's own, with SGD written out, which is quicker than torch.optim's."""
    x, y = images(name, "train", one_output, repeats)
    ours, quick = order(name), functools.cache(lambda: compiled(net))

    def ready(is_compiled=False):
        start(name, net)
        model = quick() if is_compiled else net
        net.train()
        params, recorder = list(net.parameters()), Recorder()
        optimiser = torch.optim.Adam(params, lr=LR, fused=True) if adam else None

        def timed():
            torch.randperm(len(x))  # its time counts; the rows come in our order, so that results can be compared
            for i in range(0, len(x), bs):
                rows = ours[i : i + bs]
                loss = loss_func(model(x.index_select(0, rows)), y.index_select(0, rows))
                loss.backward()
                if optimiser:
                    optimiser.step()
                    optimiser.zero_grad()
                else:
                    descend(params)
                recorder.add(loss.item())

        return timed, lambda: [recorder.losses[-1], length(net)]

    return ready


def fastai_fit(name, net, loss_func, metric, bs, one_output=False, epochs=1):
    """fastai's Learner.fit over a data set in our order, epoch by epoch, which spares it the shuffling."""
    from fastai.vision.all import SGD, DataLoader, DataLoaders, Learner

    x, y = images(name, "train", one_output)
    orders = order(name).view(epochs, -1).tolist()
    passes = itertools.cycle(orders)
    train = DataLoader(list(zip(x, y, strict=True)), batch_size=bs, get_idxs=lambda: next(passes))
    valid = DataLoader(list(zip(*images(name, "valid", one_output), strict=True)), batch_size=bs)

    def ready(is_compiled=False):
        start(name, net)
        learn = Learner(DataLoaders(train, valid), net, loss_func=loss_func, opt_func=SGD, metrics=metric)

        def timed():
            with learn.no_bar(), learn.no_logging():
                learn.fit(epochs, LR)

        return timed, lambda: [float(learn.recorder.values[-1][0]), length(net)]

    return ready


def batch_accuracy(raw, targets):
    return ((raw > 0) == targets).float().mean()


def accuracy(raw, targets):
    return (raw.argmax(1) == targets).float().mean()


def forward(name, net, score=False, bs=256):
    """Predictions of all images, or loss and accuracy."""
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

    return lambda is_compiled=False: (timed, lambda: list(results))
