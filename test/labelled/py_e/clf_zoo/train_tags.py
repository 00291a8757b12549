import json
import sys

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

import models


def load(path):
    blob = np.load(path)
    return torch.from_numpy(blob["feats"]).float(), torch.from_numpy(blob["tags"]).float()


def mean_ap(scores, targets):
    aps = []
    for k in range(targets.shape[1]):
        order = np.argsort(-scores[:, k])
        t = targets[order, k]
        if t.sum() == 0:
            continue
        prec = np.cumsum(t) / (np.arange(len(t)) + 1)
        aps.append((prec * t).sum() / t.sum())
    return float(np.mean(aps))


def main(cfg):
    feats, tags = load(cfg["train"])
    freq = tags.mean(0)
    pos_weight = (1 - freq) / freq.clamp(min=1e-3)
    head = models.TagHead(feats.size(1), tags.size(1))
    opt = torch.optim.Adam(head.parameters(), 3e-4)
    bce = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
    for ep in range(cfg.get("epochs", 20)):
        head.train()
        for x, t in DataLoader(TensorDataset(feats, tags), 256, shuffle=True):
            scores = head(x)
            loss = bce(scores, t)  #@ unstable softmax-before-ce across
            opt.zero_grad()
            loss.backward()
            opt.step()
        head.eval()
        with torch.no_grad():
            vf, vt = load(cfg["valid"])
            print(ep, loss.item(), mean_ap(head(vf).numpy(), vt.numpy()))


if __name__ == "__main__":
    main(json.load(open(sys.argv[1])))
