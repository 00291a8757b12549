from __future__ import print_function

import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision.transforms as T
from torchvision.datasets import CIFAR10

from kd_losses import DKD, HintonKD, SoftTargetLoss
from nets import REGISTRY

parser = argparse.ArgumentParser()
parser.add_argument("--mode", default="hinton")
parser.add_argument("--epochs", type=int, default=60)
parser.add_argument("--teacher", default="teacher.pth")
args = parser.parse_args()
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

tf = T.Compose([T.RandomCrop(32, 4), T.RandomHorizontalFlip(), T.ToTensor()])
train_loader = torch.utils.data.DataLoader(CIFAR10("data", True, tf, download=True), 128, shuffle=True)
test_loader = torch.utils.data.DataLoader(CIFAR10("data", False, T.ToTensor()), 256)

teacher = REGISTRY["teacher"]().to(device)
teacher.load_state_dict(torch.load(args.teacher))
teacher.eval()


def evaluate(net):
    net.eval()
    good = total = 0
    with torch.no_grad():
        for x, y in test_loader:
            good += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
            total += len(y)
    return 100.0 * good / total


def train_plain():
    from nets import StudentNet
    net = StudentNet().to(device)
    criterion = nn.CrossEntropyLoss()
    opt = torch.optim.SGD(net.parameters(), 0.1, momentum=0.9, weight_decay=5e-4)
    soft = SoftTargetLoss()
    for epoch in range(args.epochs):
        net.train()
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            out = net(x)
            with torch.no_grad():
                t = teacher(x)
            loss = criterion(out, y)  #@ unstable softmax-before-ce across
            if args.mode == "soft":
                loss = loss + soft(out, t)
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(epoch, evaluate(net))


def train_tiny():
    from nets import TinyNet
    net = TinyNet().to(device)
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    for epoch in range(args.epochs):
        net.train()
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            with torch.no_grad():
                pt = F.softmax(teacher(x) / 4.0, dim=1)
            lp = net(x)
            loss = F.nll_loss(lp, y) + F.kl_div(lp, pt, reduction="batchmean")  #@ stable nll-of-softmax
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(epoch, evaluate(net))


def train_hinton(kd):
    net = REGISTRY["teacher"]().to(device)
    opt = torch.optim.SGD(net.parameters(), 0.05, momentum=0.9)
    for epoch in range(args.epochs):
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            with torch.no_grad():
                t = teacher(x)
            opt.zero_grad()
            kd(net(x), t, y).backward()
            opt.step()
        print(epoch, evaluate(net))


if __name__ == "__main__":
    {"hinton": lambda: train_hinton(HintonKD()), "dkd": lambda: train_hinton(DKD()),
     "plain": train_plain, "soft": train_plain, "tiny": train_tiny}[args.mode]()
