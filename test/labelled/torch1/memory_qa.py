"""End-to-end memory network, pointer network and a few auxiliary heads for bAbI."""
import argparse
import logging
import os
from functools import wraps

import torch
import torch.nn as nn
import torch.nn.functional as F

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger("memn2n")


def half_precision(fn):
    @wraps(fn)
    def inner(self, *a):
        return fn(self, *[t.half() if torch.is_floating_point(t) else t for t in a])
    return inner


class Softmaxed(dict):
    """Container of distributions, keeps the name of the head."""

    @classmethod
    def of(cls, **heads):
        return cls({k: F.softmax(v, dim=-1) for k, v in heads.items()})


class MemN2N(nn.Module):
    def __init__(self, vocab, dim, hops=3):
        super().__init__()
        self.hops = hops
        self.A = nn.ModuleList([nn.Embedding(vocab, dim, padding_idx=0) for _ in range(hops + 1)])
        self.answer = nn.Linear(dim, vocab)
        self.kind = nn.Linear(dim, 20)

    def forward(self, story, query):
        u = self.A[0](query).sum(1)
        for hop in range(self.hops):
            m = self.A[hop](story).sum(2)
            c = self.A[hop + 1](story).sum(2)
            s = torch.einsum('bnd,bd->bn', m, u)
            s.exp_()
            p = s.div(s.sum(1, keepdim=True))  #@ unstable naive-softmax
            u = u + torch.einsum('bn,bnd->bd', p, c)
        return Softmaxed.of(answer=self.answer(u), kind=self.kind(u))


class Pointer(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.w1 = nn.Linear(dim, dim)
        self.w2 = nn.Linear(dim, dim)
        self.v = nn.Linear(dim, 1)
        self.log_probs = []

    def step(self, enc, dec, visited):
        u = self.v(torch.tanh(self.w1(enc) + self.w2(dec).unsqueeze(1))).squeeze(-1)
        u = u.masked_fill(visited, -1e8)
        probs = F.softmax(u, dim=1)
        self.log_probs.append(torch.log(probs))  #@ unstable log-of-softmax
        return probs.argmax(1)

    @half_precision
    def fast_step(self, enc, dec, visited):
        u = (enc @ dec.unsqueeze(-1)).squeeze(-1).half()
        u = u.masked_fill(visited, -1e9)  #@ unstable mask-constant
        return F.softmax(u, dim=1)


class HaltingUnit(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.fc = nn.Linear(dim, 1)

    def forward(self, h):
        self.p = self.fc(h).sigmoid()
        return self.p

    def bernoulli_nll(self, target):
        eps = 1e-6
        p = self.p.clamp(eps, 1 - eps)
        return -(target * p.log() + (1 - target) * (1 - p).log()).mean()  #@ unstable log-eps-hack across

    def logit(self):
        return torch.log(self.p) - torch.log(1 - self.p)  #@ unstable log-of-sigmoid across


def kl(p, q):
    return (p * (torch.log(p) - torch.log(q))).sum(-1)  #@ unstable log-of-softmax across


def jsd(a_logits, b_logits):
    p, q = a_logits.softmax(-1), b_logits.softmax(-1)
    m = 0.5 * (p + q)
    return 0.5 * (kl(p, m) + kl(q, m)).mean()


def pick_loss(dists, target):
    total = 0
    for head, t in target.items():
        row = dists[head]
        total = total - row[range(len(t)), t].log().mean()  #@ unstable nll-of-softmax across
    return total


def train(loader, vocab, epochs=60, lr=0.01):
    net = MemN2N(vocab, 20)
    halt = HaltingUnit(vocab)
    ce = nn.CrossEntropyLoss()
    opt = torch.optim.SGD(net.parameters(), lr=lr)
    for ep in range(epochs):
        for story, q, ans, kind in loader:
            out = net(story, q)
            loss = pick_loss(out, {'answer': ans, 'kind': kind})
            if ep > 40:
                loss = loss + ce(out['answer'], ans)  #@ unstable softmax-before-ce across
            halt(out['answer'])
            loss = loss + 0.1 * halt.bernoulli_nll((ans > 0).float().unsqueeze(1))
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 40.0)
            opt.step()
        if ep % 25 == 24:
            for g in opt.param_groups:
                g['lr'] *= 0.5
        logger.info('epoch %d %.4f', ep, loss.item())
    torch.save(net.state_dict(), os.path.join('out', 'memn2n.pt'))
