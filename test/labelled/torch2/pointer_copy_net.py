import math
import random
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class Hparams:
    vocab: int = 50000
    emb: int = 128
    hid: int = 256
    cov_weight: float = 1.0
    eps: float = 1e-12
    max_dec: int = 100


class Encoder(nn.Module):
    def __init__(self, hp):
        super().__init__()
        self.emb = nn.Embedding(hp.vocab, hp.emb)
        self.rnn = nn.LSTM(hp.emb, hp.hid, batch_first=True, bidirectional=True)
        self.proj = nn.Linear(2 * hp.hid, 2 * hp.hid, bias=False)

    def forward(self, x):
        out, (h, c) = self.rnn(self.emb(x))
        return out, self.proj(out), h.sum(0), c.sum(0)


class Attention(nn.Module):
    def __init__(self, hp):
        super().__init__()
        self.dec = nn.Linear(hp.hid, 2 * hp.hid)
        self.cov = nn.Linear(1, 2 * hp.hid, bias=False)
        self.v = nn.Linear(2 * hp.hid, 1, bias=False)

    def forward(self, s, enc, feat, mask, coverage):
        e = torch.tanh(feat + self.dec(s).unsqueeze(1) + self.cov(coverage.unsqueeze(-1)))
        score = self.v(e).squeeze(-1)
        a = F.softmax(score, dim=1) * mask  #@ stable naive-softmax
        a = a / a.sum(1, keepdim=True)
        return (a.unsqueeze(1) @ enc).squeeze(1), a, coverage + a


class BahdanauExp(nn.Module):
    """first version, kept for loading old checkpoints"""

    def __init__(self, hp):
        super().__init__()
        self.W = nn.Linear(3 * hp.hid, 1)

    def forward(self, s, enc, mask):
        s = s.unsqueeze(1).expand(-1, enc.size(1), -1)
        score = self.W(torch.cat([s, enc], -1)).squeeze(-1)
        a = torch.exp(score) * mask
        a = a / a.sum(dim=1, keepdim=True)  #@ unstable naive-softmax
        return (a.unsqueeze(1) @ enc).squeeze(1), a


class Decoder(nn.Module):
    def __init__(self, hp):
        super().__init__()
        self.emb = nn.Embedding(hp.vocab, hp.emb)
        self.cell = nn.LSTMCell(hp.emb + 2 * hp.hid, hp.hid)
        self.att = Attention(hp)
        self.p_gen = nn.Linear(4 * hp.hid + hp.emb - hp.hid, 1)
        self.out = nn.Linear(3 * hp.hid, hp.vocab)

    def forward(self, y, state, ctx, enc, feat, mask, cov, ext_ids, n_oov):
        x = self.emb(y)
        h, c = self.cell(torch.cat([x, ctx], 1), state)
        ctx, a, cov = self.att(h, enc, feat, mask, cov)
        pg = torch.sigmoid(self.p_gen(torch.cat([ctx, h, x], 1)))
        vocab = F.softmax(self.out(torch.cat([h, ctx], 1)), dim=1) * pg
        if n_oov > 0:
            vocab = torch.cat([vocab, vocab.new_zeros(vocab.size(0), n_oov)], 1)
        final = vocab.scatter_add(1, ext_ids, a * (1 - pg))
        return final, (h, c), ctx, a, cov


class Summarizer(nn.Module):
    def __init__(self, hp: Hparams):
        super().__init__()
        self.hp, self.encoder, self.decoder = hp, Encoder(hp), Decoder(hp)

    def forward(self, batch):
        enc, feat, h, c = self.encoder(batch["src"])
        cov = torch.zeros_like(batch["mask"])
        ctx = enc.new_zeros(enc.size(0), enc.size(2))
        state, losses = (h, c), []
        for t in range(batch["tgt"].size(1) - 1):
            prev = cov
            dist, state, ctx, a, cov = self.decoder(batch["tgt"][:, t], state, ctx, enc, feat, batch["mask"], cov,
                                                   batch["ext"], batch["n_oov"])
            gold = dist.gather(1, batch["tgt_ext"][:, t + 1].unsqueeze(1)).squeeze(1)
            step = -torch.log(gold + self.hp.eps)  #@ unstable log-eps-hack across
            step = step + self.hp.cov_weight * torch.min(a, prev).sum(1)
            losses.append(step)
        return torch.stack(losses, 1).mean()


class PtrNet(nn.Module):
    """Neural combinatorial optimisation (TSP)"""

    def __init__(self, hid=128, clip=10.0):
        super().__init__()
        self.q, self.k, self.v = nn.Linear(hid, hid), nn.Linear(hid, hid), nn.Linear(hid, 1)
        self.C = clip

    def glimpse(self, s, enc, visited):
        u = self.v(torch.tanh(self.q(s).unsqueeze(1) + self.k(enc))).squeeze(-1)
        u = self.C * torch.tanh(u)
        e = torch.exp(u) * (~visited)  #@ stable naive-softmax
        return e / e.sum(1, keepdim=True)

    def step(self, s, enc, visited):
        u = self.v(torch.tanh(self.q(s).unsqueeze(1) + self.k(enc))).squeeze(-1)
        p = F.softmax(u.masked_fill(visited, -1e8), dim=1)
        idx = torch.multinomial(p, 1)
        lp = torch.log(p.gather(1, idx))  #@ unstable nll-of-softmax
        return idx.squeeze(1), lp.squeeze(1)


def tour_length(xy, tour):
    d = xy.gather(1, tour.unsqueeze(-1).expand_as(xy))
    return (d - d.roll(-1, 1)).norm(dim=-1).sum(1)


def beam(step_fn, start, k, n):
    beams = [([start], 0.0)]
    for _ in range(n):
        cand = []
        for seq, score in beams:
            probs = step_fn(seq)
            for p, w in zip(*(t.tolist() for t in probs.topk(2 * k))):
                cand.append((seq + [w], score + math.log(max(p, 1e-12))))
        beams = sorted(cand, key=lambda b: b[1] / len(b[0]), reverse=True)[:k]
    return beams[0]


def scheduled_sampling(step, k=2000.0):
    return k / (k + math.exp(min(step / k, 50.0))) > random.random()  #@ stable naive-sigmoid
