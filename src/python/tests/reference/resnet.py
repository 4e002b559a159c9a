"""Makes what ResNetTest compares with: python resnet.py OUT_FOLDER (needs torch, torchvision and safetensors, no data).

A residual net of torchvision's own blocks, two channels wide instead of 64 to keep the file small, with weights drawn at
random (running means and variances too); its weights in the safetensors format, and its outputs for two drawn pictures.
"""

import json
import sys
from pathlib import Path

import torch
from pytorch import JavaRandom
from safetensors.torch import save_file
from torch import nn
from torchvision.models.resnet import BasicBlock, ResNet

WIDTH = 2


class Narrow(ResNet):
    """torchvision's ResNet-18 with another width; its own constructor knows 64 only."""

    def __init__(self, classes):
        nn.Module.__init__(self)
        self._norm_layer, self.inplanes, self.dilation = nn.BatchNorm2d, WIDTH, 1
        self.groups, self.base_width = 1, 64
        self.conv1 = nn.Conv2d(3, WIDTH, kernel_size=7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(WIDTH)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        self.layer1 = self._make_layer(BasicBlock, WIDTH, 2)
        self.layer2 = self._make_layer(BasicBlock, WIDTH * 2, 2, stride=2)
        self.layer3 = self._make_layer(BasicBlock, WIDTH * 4, 2, stride=2)
        self.layer4 = self._make_layer(BasicBlock, WIDTH * 8, 2, stride=2)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(WIDTH * 8, classes)


def main(folder):
    torch.manual_seed(1)
    net = Narrow(5)
    for part in net.modules():
        if isinstance(part, nn.BatchNorm2d):
            nn.init.uniform_(part.weight, 0.5, 1.5)
            nn.init.uniform_(part.bias, -0.5, 0.5)
            nn.init.uniform_(part.running_mean, -0.5, 0.5)
            nn.init.uniform_(part.running_var, 0.5, 1.5)
    save_file(net.state_dict(), Path(folder, "narrow-resnet18.safetensors"))
    x = JavaRandom(5).tensor(2, 3, 32, 32, low=0, high=1).float()
    with torch.no_grad():
        outputs = net.eval()(x)
        grey = net(x[:, :1].expand(-1, 3, -1, -1))
    values = {"outputs": outputs.flatten().tolist(), "grey": grey.flatten().tolist()}
    Path(folder, "resnet.json").write_text(json.dumps(values, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
