import argparse
import math

import torch
import yaml

from losses import DKD, HintonKD, SoftTargetKD

DEFAULTS = yaml.safe_load("""
loss: hinton
lr: 0.05
epochs: 240
temp:
  start: 8.0
  end: 0.0
""")


def anneal(step, total, start, end):
    return start + (end - start) * min(1.0, step / total)


def cosine_lr(base, ep, total):
    return 0.5 * base * (1 + math.cos(math.pi * ep / total))


class CurriculumKD:
    """Temperature decays along the training (linear)."""

    def __init__(self, cfg, total):
        self.cfg, self.total = cfg, total
        self.step = 0

    def __call__(self, s, t):
        tau = anneal(self.step, self.total, self.cfg["start"], self.cfg["end"])
        self.step += 1
        log_p = torch.log_softmax(s / tau, -1)  #@ unstable zero-temperature across
        q = torch.softmax(t / tau, -1)  #@ unstable zero-temperature across
        return -(q * log_p).sum(-1).mean()


def build(cfg):
    return {"hinton": HintonKD, "soft": SoftTargetKD, "dkd": DKD}[cfg["loss"]]()


def train(cfg, teacher, student, loader, device="cuda"):
    crit = build(cfg)
    cur = CurriculumKD(cfg["temp"], cfg["epochs"] * len(loader))
    opt = torch.optim.SGD(student.parameters(), cfg["lr"], 0.9, weight_decay=5e-4)
    teacher.eval()
    for ep in range(cfg["epochs"] + 1):
        for g in opt.param_groups:
            g["lr"] = cosine_lr(cfg["lr"], ep, cfg["epochs"])
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            with torch.no_grad():
                t = teacher(x)
            s = student(x)
            loss = crit(s, t, y) + 0.1 * cur(s, t)
            opt.zero_grad()
            loss.backward()
            opt.step()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--config")
    cfg = dict(DEFAULTS)
    a = ap.parse_args()
    if a.config:
        cfg.update(yaml.safe_load(open(a.config)))
    print(cfg)
