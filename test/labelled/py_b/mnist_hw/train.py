from __future__ import print_function
import argparse
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torchvision import datasets, transforms

from model import Net, MLP, LogMLP


def get_loaders(batch_size):
    tf = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    train = datasets.MNIST('data', train=True, download=True, transform=tf)
    val = datasets.MNIST('data', train=False, transform=tf)
    return (torch.utils.data.DataLoader(train, batch_size=batch_size, shuffle=True),
            torch.utils.data.DataLoader(val, batch_size=1000))


def train_cnn(args, device, loader):
    net = Net().to(device)
    criterion = nn.CrossEntropyLoss()
    opt = optim.SGD(net.parameters(), lr=args.lr, momentum=0.9)
    for epoch in range(args.epochs):
        for i, (data, target) in enumerate(loader):
            data, target = data.to(device), target.to(device)
            opt.zero_grad()
            out = net(data)
            loss = criterion(out, target)  #@ unstable softmax-before-ce across
            loss.backward()
            opt.step()
            if i % args.log_interval == 0:
                print('Epoch {} [{}/{}] loss {:.4f}'.format(epoch, i, len(loader), loss.item()))
    return net


def train_mlp(args, device, loader):
    net = MLP().to(device)
    opt = optim.Adam(net.parameters(), lr=args.lr)
    sched = optim.lr_scheduler.LambdaLR(opt, lambda e: math.exp(-0.1 * e))
    for epoch in range(args.epochs):
        for data, target in loader:
            data, target = data.to(device), target.to(device)
            opt.zero_grad()
            loss = F.cross_entropy(net(data), target)  #@ stable softmax-before-ce
            loss.backward()
            opt.step()
        sched.step()
    return net


def train_log(args, device, loader):
    net = LogMLP().to(device)
    opt = optim.Adam(net.parameters(), lr=args.lr)
    for data, target in loader:
        opt.zero_grad()
        loss = F.nll_loss(net(data.to(device)), target.to(device))  #@ stable nll-of-softmax
        loss.backward()
        opt.step()
    return net


def evaluate(net, device, loader):
    net.eval()
    nll, correct = 0.0, 0
    with torch.no_grad():
        for data, target in loader:
            probs = net(data.to(device))
            nll += F.nll_loss(torch.log(probs), target.to(device), reduction='sum').item()  #@ unstable log-of-softmax across
            correct += (probs.argmax(1).cpu() == target).sum().item()
    n = len(loader.dataset)
    print('nll {:.4f} acc {:.2f}%'.format(nll / n, 100. * correct / n))


if __name__ == '__main__':
    p = argparse.ArgumentParser()
    p.add_argument('--epochs', type=int, default=5)
    p.add_argument('--batch-size', type=int, default=64)
    p.add_argument('--lr', type=float, default=0.01)
    p.add_argument('--log-interval', type=int, default=100)
    args = p.parse_args()
    dev = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    tr, va = get_loaders(args.batch_size)
    cnn = train_cnn(args, dev, tr)
    train_mlp(args, dev, tr)
    train_log(args, dev, tr)
    evaluate(cnn, dev, va)
