"""Sequential recommendation, SASRec/BERT4Rec in half precision, with target-aware pooling."""
import argparse
from typing import Dict

import torch
import torch.nn as nn
import torch.nn.functional as F

CONFIG: Dict = {
    "dim": 64,
    "heads": 2,
    "blocks": 2,
    "maxlen": 50,
    "precision": "fp16",
    "loss": {"name": "ce", "tau": 0.05},
    "eval": {"temperature": 0.0, "k": [5, 10]},
}


def pad_mask(seq):
    return seq.eq(0)


def additive_mask(pad, dtype):
    return torch.zeros(pad.shape, dtype=dtype, device=pad.device).masked_fill(pad, torch.finfo(dtype).min)


class Attn(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))

    def forward(self, x, bias):
        s = self.q(x) @ self.k(x).transpose(1, 2) * x.size(-1) ** -0.5
        s = s + bias[:, None]  #@ unstable mask-constant across
        return s.softmax(-1) @ self.v(x)


class Pool(nn.Module):
    """Cold users have only padding."""

    def forward(self, x, target, pad):
        s = (x * target[:, None]).sum(-1)
        s = s.masked_fill(pad, -float("inf"))
        return (s.softmax(1)[..., None] * x).sum(1)  #@ unstable fully-masked-row


class PoolZero(nn.Module):
    def forward(self, x, target, pad):
        s = (x * target[:, None]).sum(-1).masked_fill(pad, -float("inf"))
        empty = pad.all(1, keepdim=True)
        s = torch.where(empty, torch.zeros_like(s), s)
        return (s.softmax(1)[..., None] * x).sum(1)  #@ stable fully-masked-row


class Rec(nn.Module):
    def __init__(self, n_items, cfg):
        super().__init__()
        d = cfg["dim"]
        self.emb = nn.Embedding(n_items + 1, d, padding_idx=0)
        self.blocks = nn.ModuleList(Attn(d) for _ in range(cfg["blocks"]))
        self.norm = nn.LayerNorm(d)

    def encode(self, seq):
        x = self.emb(seq)
        bias = additive_mask(pad_mask(seq), x.dtype)
        for b in self.blocks:
            x = x + b(self.norm(x), bias)
        return x

    def forward(self, seq):
        return self.encode(seq) @ self.emb.weight.t()

    def rank(self, seq):
        return self(seq)[:, -1].float().softmax(-1)


def ce_loss(model, seq, target):
    return F.cross_entropy(model(seq).float().flatten(0, 1), target.flatten(), ignore_index=0)  #@ stable softmax-before-ce


def last_loss(model, seq, target):
    p = model.rank(seq)
    return F.cross_entropy(p, target)  #@ unstable softmax-before-ce across


def gbce(model, seq, pos, neg, beta):
    h = model.encode(seq)[:, -1]
    sp = torch.sigmoid((h * model.emb(pos)).sum(-1))
    sn = torch.sigmoid((h * model.emb(neg)).sum(-1))
    return -(beta * torch.log(sp) + torch.log(1 - sn)).mean()  #@ unstable log-of-sigmoid


def sas_loss(model, seq, pos, neg):
    h = model.encode(seq)
    p, n = (h * model.emb(pos)).sum(-1), (h * model.emb(neg)).sum(-1)
    m = pos.ne(0).float()
    loss = -torch.log(p.sigmoid() + 1e-24) * m - torch.log(1 - n.sigmoid() + 1e-24) * m  #@ unstable log-eps-hack
    return loss.sum() / m.sum()


def cosine_ssm(model, seq, pos, cfg):
    h = F.normalize(model.encode(seq)[:, -1].float(), dim=-1)
    v = F.normalize(model.emb(pos).float(), dim=-1)
    s = (h @ v.t()) / cfg["loss"]["tau"]
    return -(s.diag() - torch.log(torch.exp(s).sum(1))).mean()  #@ stable naive-logsumexp


def sample_slate(model, seq, cfg):
    scores = model(seq)[:, -1].float()
    t = cfg["eval"]["temperature"]
    p = torch.softmax(scores / t, -1)  #@ unstable zero-temperature across
    return torch.multinomial(p, max(cfg["eval"]["k"]))


def ndcg(rank):
    return (1.0 / torch.log2(rank.float() + 2)).mean()  #@ stable other


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--items", type=int, default=3416)
    a = ap.parse_args()
    m = Rec(a.items, CONFIG).cuda()
    if CONFIG["precision"] == "fp16":
        m = m.half()
    seq = torch.randint(0, a.items, (32, CONFIG["maxlen"])).cuda()
    y = torch.randint(1, a.items, (32,)).cuda()
    opt = torch.optim.SGD(m.parameters(), 1e-2)
    for _ in range(10):
        loss = ce_loss(m, seq, seq.roll(-1, 1)) + last_loss(m, seq, y) + cosine_ssm(m, seq, y, CONFIG)
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(sample_slate(m, seq, CONFIG).shape, loss.item())


if __name__ == "__main__":
    main()
