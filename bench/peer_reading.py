"""What the peers read: torchvision's folders of pictures, pandas' tables."""

import torch


def pictures(folder):
    """A folder per class, as torchvision reads it."""
    from torchvision.datasets import ImageFolder
    from torchvision.io import ImageReadMode, decode_image

    read = []

    def timed():
        files = ImageFolder(folder, loader=lambda path: decode_image(path, ImageReadMode.GRAY))
        read[:] = [torch.stack([image for image, _ in files]).float() / 255]

    return lambda is_compiled=False: (timed, lambda: [len(read[0]), read[0].double().sum().item()])


def table(path):
    import pandas

    read = []

    def timed():
        read[:] = [pandas.read_csv(path)]

    return lambda is_compiled=False: (timed, lambda: [len(read[0]), int(read[0].label.sum()), int(read[0].pixel406.sum())])


def photographs(folder, side=64):
    """PIL reads them, torchvision makes them smaller and a tensor, as in its own examples."""
    from torchvision import transforms
    from torchvision.datasets import ImageFolder

    read = []
    smaller = transforms.Compose([transforms.Resize(side), transforms.CenterCrop(side), transforms.ToTensor()])

    def timed():
        read[:] = [torch.stack([image for image, _ in ImageFolder(folder, transform=smaller)])]

    return lambda is_compiled=False: (timed, lambda: [len(read[0]), read[0].double().sum().item()])
