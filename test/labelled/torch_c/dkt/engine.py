import argparse

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch.utils.data import DataLoader, TensorDataset

from .crit import joint_nll, logit_bce, pick, response_nll, sakt_bce, waviness
from .nets import DKT, IRT, SAKT, Rasch


class Engine:
    def __init__(self, cfg):
        self.cfg = cfg
        d = np.load(cfg.data)
        self.q, self.r = torch.from_numpy(d["q"]).long(), torch.from_numpy(d["r"]).long()
        self.n_skill = int(self.q.max()) + 1
        self.loader = DataLoader(TensorDataset(self.q, self.r), cfg.bs, shuffle=True)

    def run_dkt(self):
        net = DKT(self.n_skill)
        opt = torch.optim.Adam(net.parameters(), 1e-3)
        crit = {"nll": response_nll, "bce": logit_bce}[self.cfg.loss]
        for ep in range(self.cfg.epochs):
            for q, r in self.loader:
                pred = net(q, r)
                mask = (q[:, 1:] > 0).float()
                p = pick(pred, q)
                w1, w2 = waviness(pred)
                loss = crit(p, r[:, 1:].float(), mask) + 0.03 * w1 + 3.0 * w2
                opt.zero_grad()
                loss.backward()
                opt.step()
            with torch.no_grad():
                p = pick(net(self.q, self.r), self.q)
            print(ep, roc_auc_score(self.r[:, 1:].flatten(), p.flatten()))

    def run_sakt(self):
        net = SAKT(self.n_skill).cuda().half()
        opt = torch.optim.SGD(net.parameters(), 0.01)
        for q, r in self.loader:
            q, r = q.cuda(), r.cuda()
            x = net(q, r)
            loss = sakt_bce(x, r.float(), (q > 0).float())
            opt.zero_grad()
            loss.backward()
            opt.step()

    def run_irt(self, kind="rasch"):
        u = torch.arange(len(self.q))[:, None].expand_as(self.q)
        net = (Rasch if kind == "rasch" else IRT)(len(self.q), self.n_skill)
        opt = torch.optim.LBFGS(net.parameters())

        def closure():
            opt.zero_grad()
            if kind == "rasch":
                loss = joint_nll(net.logit(u, self.q), self.r.float())
            else:
                p = net(u, self.q)
                loss = ((p - self.r) ** 2).mean()
            loss.backward()
            return loss

        for _ in range(20):
            print(float(opt.step(closure)))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="assist09.npz")
    ap.add_argument("--loss", default="nll")
    ap.add_argument("--bs", type=int, default=32)
    ap.add_argument("--epochs", type=int, default=20)
    ap.add_argument("--model", default="dkt")
    cfg = ap.parse_args()
    getattr(Engine(cfg), "run_" + cfg.model)()
