import argparse
import logging

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader

from segkit import UNetLite, build_loss
from segkit.criteria import EntropyMin, OhemCE, PixelNLL
from segkit.ops import miou

log = logging.getLogger("segkit")


def parse():
    ap = argparse.ArgumentParser()
    ap.add_argument("--warmup-epochs", type=int, default=2)
    ap.add_argument("--epochs", type=int, default=40)
    ap.add_argument("--lr", type=float, default=0.01)
    return ap.parse_args()


def run(train_set, val_set, args):
    model = UNetLite()
    opt = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.9, weight_decay=5e-4)
    region = build_loss({"type": "tversky"})
    nll = PixelNLL()
    ent = EntropyMin()
    ohem = OhemCE()
    for epoch in range(args.epochs):
        model.train()
        for img, mask in DataLoader(train_set, 8, shuffle=True):
            pred = model(img)
            loss = region(pred, mask) + nll(pred, mask) + 0.01 * ent(pred)
            if epoch < args.warmup_epochs:
                loss = loss + F.cross_entropy(pred, mask, ignore_index=255)  #@ unstable softmax-before-ce across
            else:
                loss = loss + ohem(model.logits(img), mask)
            opt.zero_grad()
            loss.backward()
            opt.step()
        model.eval()
        with torch.no_grad():
            ious = [miou(model(i).argmax(1), m, 21).item() for i, m in DataLoader(val_set, 8)]
        log.info("epoch %d loss %.3f miou %.3f", epoch, loss.item(), sum(ious) / len(ious))
