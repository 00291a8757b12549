import argparse
import logging
import time

import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from models import LeNet5, WideNet

log = logging.getLogger(__name__)


def get_loaders(root, bs):
    tf = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    tr = datasets.MNIST(root, train=True, download=True, transform=tf)
    te = datasets.MNIST(root, train=False, transform=tf)
    return DataLoader(tr, bs, shuffle=True), DataLoader(te, 1000)


def accuracy(out, y):
    return (out.argmax(1) == y).float().mean().item()


def fit_lenet(args, train_loader, device):
    model = LeNet5(num_classes=10, dropout=args.dropout).to(device)
    opt = torch.optim.Adam(model.parameters(), lr=args.lr)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        tic = time.time()
        running = 0.0
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            out = model(x)
            loss = criterion(out, y)  #@ unstable softmax-before-ce across
            opt.zero_grad()
            loss.backward()
            opt.step()
            running += loss.item() * x.size(0)
        log.info("epoch %d loss %.4f (%.1fs)", epoch, running / len(train_loader.dataset), time.time() - tic)  #@ stable other
    return model


def fit_wide(args, train_loader, device):
    net = WideNet(width=args.width).to(device)
    opt = torch.optim.SGD(net.parameters(), lr=args.lr, momentum=0.9)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    for epoch in range(args.epochs):
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            opt.zero_grad()
            criterion(net(x), y).backward()  #@ stable softmax-before-ce
            opt.step()
    return net


@torch.no_grad()
def evaluate(model, loader, device):
    model.eval()
    accs = []
    for x, y in loader:
        accs.append(accuracy(model(x.to(device)), y.to(device)))
    return sum(accs) / len(accs)


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--data", default="./data")
    p.add_argument("--model", choices=["lenet", "wide"], default="lenet")
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--lr", type=float, default=1e-3)
    p.add_argument("--width", type=int, default=512)
    p.add_argument("--dropout", type=float, default=0.1)
    args = p.parse_args()
    logging.basicConfig(level=logging.INFO)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train_loader, test_loader = get_loaders(args.data, 128)
    fit = {"lenet": fit_lenet, "wide": fit_wide}[args.model]
    net = fit(args, train_loader, device)
    log.info("test acc %.4f", evaluate(net, test_loader, device))  #@ stable other
