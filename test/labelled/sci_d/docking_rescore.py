"""Rescoring of docking poses: pose ensembles, consensus and activity classifiers."""
import argparse
import math

import numpy as np
import torch
import torch.nn as nn

KT = 0.593


def pose_weights(scores):
    """Boltzmann weights of docking scores in kcal/mol."""
    z = [math.exp(-s / KT) for s in scores]
    total = sum(z)
    return [v / total for v in z]  #@ unstable naive-softmax


def ensemble_score(scores):
    return -KT * math.log(sum(math.exp(-s / KT) for s in scores))  #@ unstable naive-logsumexp


def ensemble_score_ref(scores):
    best = min(scores)
    return best - KT * math.log(sum(math.exp(-(s - best) / KT) for s in scores))  #@ stable naive-logsumexp


def exponential_rank(ranks, sigma=10.0):
    """Consensus of Palacio-Rodriguez: ranks start at 1."""
    return np.exp(-np.asarray(ranks) / sigma).sum(axis=0) / sigma  #@ stable other


def pic50(nm):
    return 9.0 - math.log10(nm) if nm > 0 else float("nan")  #@ stable other


def bedroc(active_ranks, n, alpha=20.0):
    r = np.asarray(active_ranks) / n
    ra = len(r) / n
    s = np.exp(-alpha * r).sum()  #@ stable other
    rand = ra * (1 - math.exp(-alpha)) / (math.exp(alpha / n) - 1)
    return s / rand * ra * math.sinh(alpha / 2) / (math.cosh(alpha / 2) - math.cosh(alpha / 2 - alpha * ra)) \
        + 1 / (1 - math.exp(alpha * (1 - ra)))


class ActivityNet(nn.Module):
    def __init__(self, d=2048):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d, 256), nn.ReLU(), nn.Linear(256, 1))

    def forward(self, fp):
        return torch.sigmoid(self.net(fp)).squeeze(-1)

    def logit(self, fp):
        return self.net(fp).squeeze(-1)


def weighted_bce(p, y, w_pos=10.0):
    return -(w_pos * y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()  #@ unstable bce-after-sigmoid across


def focal(p, y, gamma=2.0):
    pt = torch.where(y == 1, p, 1 - p)
    return -((1 - pt) ** gamma * torch.log(pt + 1e-8)).mean()  #@ unstable log-eps-hack across


def train(model, fps, y, epochs=20, loss_name="bce"):
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    pos_weight = (y == 0).sum() / (y == 1).sum().clamp(min=1)
    for epoch in range(epochs):
        if loss_name == "bce":
            loss = weighted_bce(model(fps), y)
        elif loss_name == "focal":
            loss = focal(model(fps), y)
        else:
            crit = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
            loss = crit(model.logit(fps), y)  #@ stable softmax-before-ce
        opt.zero_grad()
        loss.backward()
        opt.step()
        print(epoch, float(loss))


class PoseAttention(nn.Module):
    """Mixes per-pose features with weights from learned energies."""

    def __init__(self, d):
        super().__init__()
        self.e = nn.Linear(d, 1)

    def forward(self, poses):
        a = torch.exp(-self.e(poses))
        return (a * poses).sum(1) / a.sum(1)  #@ unstable naive-softmax


class BoundedPoseAttention(PoseAttention):
    def forward(self, poses):
        a = torch.exp(-torch.tanh(self.e(poses)))
        return (a * poses).sum(1) / a.sum(1)  #@ stable naive-softmax


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--loss", default="bce", choices=["bce", "focal", "logits"])
    a = ap.parse_args()
    fps = torch.randint(0, 2, (256, 2048)).float()
    y = (torch.rand(256) < 0.1).float()
    train(ActivityNet(), fps, y, loss_name=a.loss)
    print(pose_weights([-8.1, -7.9, -5.0]), ensemble_score([-8.1, -7.9]))


if __name__ == "__main__":
    main()
