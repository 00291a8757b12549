import argparse
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def entropy_min(logits):
    p = F.softmax(logits, dim=1)
    return -(p * p.log()).sum(1).mean()  #@ unstable log-of-softmax


def entropy_min_ok(logits):
    return -(F.softmax(logits, 1) * F.log_softmax(logits, 1)).sum(1).mean()  #@ stable log-of-softmax


def sharpen(p, T=0.5):
    q = p ** (1 / T)
    return q / q.sum(dim=1, keepdim=True)


class Ramp:
    def __init__(self, length):
        self.length = length

    def __call__(self, epoch):
        if self.length == 0:
            return 1.0
        phase = 1.0 - np.clip(epoch, 0.0, self.length) / self.length
        return float(np.exp(-5.0 * phase * phase))  #@ stable other


class Net(nn.Module):
    def __init__(self, n_cls=10, return_probs=False):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 64, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(4), nn.Flatten())
        self.fc = nn.Linear(1024, n_cls)
        self.rot = nn.Linear(1024, 4)
        self.return_probs = return_probs

    def forward(self, x):
        z = self.fc(self.features(x))
        if self.return_probs:
            return torch.softmax(z, 1)
        return z


def fixmatch_loss(model, xw, xs, threshold=0.95):
    with torch.no_grad():
        probs = torch.softmax(model(xw), dim=-1)
        max_probs, targets = probs.max(-1)
        mask = max_probs.ge(threshold).float()
    return (F.cross_entropy(model(xs), targets, reduction="none") * mask).mean()  #@ stable softmax-before-ce


def mixmatch_lx(outputs_x, targets_x):
    return -torch.mean(torch.sum(F.log_softmax(outputs_x, dim=1) * targets_x, dim=1))  #@ stable log-of-softmax


def mutual_info(logits):
    """IIC style: H(mean p) - mean H(p)"""
    p = logits.softmax(1)
    marginal = p.mean(0)
    h = -(marginal * torch.log(marginal + 1e-8)).sum()
    h_cond = -(p * torch.log(p + 1e-8)).sum(1).mean()  #@ unstable log-eps-hack
    return h - h_cond


def vat(model, x, xi=1e-6, eps=2.5, ip=1):
    with torch.no_grad():
        pred = F.softmax(model(x), dim=1)
    d = torch.randn_like(x)
    for _ in range(ip):
        d = xi * F.normalize(d.flatten(1), dim=1).view_as(x)
        d.requires_grad_()
        logp = F.log_softmax(model(x + d), dim=1)  #@ stable log-of-softmax
        adv = F.kl_div(logp, pred, reduction="batchmean")
        d = torch.autograd.grad(adv, d)[0]
    r = eps * F.normalize(d.flatten(1), dim=1).view_as(x)
    return F.kl_div(F.log_softmax(model(x + r), 1), pred, reduction="batchmean")  #@ stable log-of-softmax


class SCE(nn.Module):
    """symmetric cross entropy for noisy labels"""

    def __init__(self, alpha, beta, n_cls):
        super().__init__()
        self.alpha, self.beta, self.n = alpha, beta, n_cls

    def forward(self, pred, labels):
        ce = F.cross_entropy(pred, labels)  #@ stable softmax-before-ce
        pred = F.softmax(pred, dim=1).clamp(min=1e-7, max=1.0)
        onehot = F.one_hot(labels, self.n).float().clamp(min=1e-4, max=1.0)
        rce = -torch.sum(pred * torch.log(onehot), dim=1)  #@ stable log-eps-hack
        return self.alpha * ce + self.beta * rce.mean()


class FocalLoss(nn.Module):
    def __init__(self, gamma=2.0):
        super().__init__()
        self.gamma = gamma

    def forward(self, logits, y):
        ce = F.cross_entropy(logits, y, reduction="none")  #@ stable softmax-before-ce
        pt = torch.exp(-ce)  #@ stable other
        return ((1 - pt) ** self.gamma * ce).mean()


class FocalLossProb(FocalLoss):
    def forward(self, logits, y):
        pt = F.softmax(logits, 1)[torch.arange(len(y)), y]
        return -((1 - pt) ** self.gamma * pt.log()).mean()  #@ unstable nll-of-softmax


class GCE(nn.Module):
    def __init__(self, q=0.7):
        super().__init__()
        self.q = q

    def forward(self, logits, y):
        p = F.softmax(logits, 1).gather(1, y[:, None]).clamp(min=1e-7)
        return ((1 - p ** self.q) / self.q).mean()


class TemperatureScaler(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.log_t = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return self.model(x) / self.log_t.exp()  #@ stable zero-temperature

    def fit(self, x, y):
        opt = torch.optim.LBFGS([self.log_t], lr=0.01, max_iter=50)
        z = self.model(x).detach()

        def closure():
            opt.zero_grad()
            loss = F.cross_entropy(z / self.log_t.exp(), y)  #@ stable softmax-before-ce
            loss.backward()
            return loss

        opt.step(closure)


def distillation_targets(teacher_probs, T):
    w = torch.log(teacher_probs) / T
    return torch.softmax(w, 1)


def train(args, loader):
    model = Net(return_probs=args.probs)
    opt = torch.optim.SGD(model.parameters(), lr=0.03, momentum=0.9, nesterov=True)
    ramp = Ramp(args.rampup)
    for epoch in range(args.epochs):
        for x, y, xu in loader:
            out = model(x)
            loss = F.cross_entropy(out, y)
            loss = loss + ramp(epoch) * args.lam * fixmatch_loss(model, xu, xu.flip(-1))
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(f"{epoch} loss {loss.item():.4f} log10 {math.log10(loss.item() + 1e-12):.2f}")


def train_probs(loader, epochs=5):
    model = Net(return_probs=True)
    opt = torch.optim.Adam(model.parameters())
    for _ in range(epochs):
        for x, y, _ in loader:
            loss = F.cross_entropy(model(x), y)  #@ unstable softmax-before-ce across
            opt.zero_grad()
            loss.backward()
            opt.step()
    return model


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--probs", action="store_true")
    ap.add_argument("--lam", type=float, default=1.0)
    ap.add_argument("--rampup", type=int, default=80)
    ap.add_argument("--epochs", type=int, default=10)
    args = ap.parse_args()
    data = [(torch.randn(8, 3, 32, 32), torch.randint(0, 10, (8,)), torch.randn(8, 3, 32, 32)) for _ in range(10)]
    train(args, data)
