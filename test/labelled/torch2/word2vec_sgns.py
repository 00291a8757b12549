import argparse
import collections
import random

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset


class Vocab:
    def __init__(self, tokens, min_count=5, t=1e-5):
        cnt = collections.Counter(tokens)
        self.itos = [w for w, c in cnt.most_common() if c >= min_count]
        self.stoi = {w: i for i, w in enumerate(self.itos)}
        freqs = np.array([cnt[w] for w in self.itos], dtype=np.float64)
        self.freq = freqs / freqs.sum()
        self.keep = np.minimum(1.0, np.sqrt(t / self.freq) + t / self.freq)
        ns = self.freq ** 0.75
        self.noise = torch.tensor(ns / ns.sum(), dtype=torch.float)

    def unigram_entropy(self):
        return float(-(self.freq * np.log(self.freq)).sum())  #@ stable log-of-softmax

    def pmi(self, joint, i, j):
        return np.log(joint / (self.freq[i] * self.freq[j]))  #@ stable other


class PairDataset(Dataset):
    def __init__(self, tokens, vocab, window):
        ids = [vocab.stoi[t] for t in tokens if t in vocab.stoi]
        ids = [i for i in ids if random.random() < vocab.keep[i]]
        self.pairs = []
        for p, c in enumerate(ids):
            w = random.randint(1, window)
            for q in range(max(0, p - w), min(len(ids), p + w + 1)):
                if q != p:
                    self.pairs.append((c, ids[q]))

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        return self.pairs[i]


class SGNS(nn.Module):
    def __init__(self, vocab_size, dim=100):
        super().__init__()
        self.u = nn.Embedding(vocab_size, dim, sparse=True)
        self.v = nn.Embedding(vocab_size, dim, sparse=True)
        r = 0.5 / dim
        self.u.weight.data.uniform_(-r, r)
        self.v.weight.data.zero_()

    def forward(self, c, o, neg):
        vc = self.u(c)
        pos = (vc * self.v(o)).sum(1)
        negs = torch.bmm(self.v(neg), vc.unsqueeze(2)).squeeze(2)
        return -(F.logsigmoid(pos) + F.logsigmoid(-negs).sum(1)).mean()  #@ stable log-of-sigmoid


class SGNSOld(SGNS):
    def forward(self, c, o, neg):
        vc = self.u(c)
        pos = torch.sigmoid((vc * self.v(o)).sum(1))
        negs = torch.bmm(self.v(neg), vc.unsqueeze(2)).squeeze(2)
        loss = -pos.log()  #@ unstable log-of-sigmoid
        loss -= (1 - negs.sigmoid()).log().sum(1)  #@ unstable log-of-sigmoid
        return loss.mean()


class SkipGramFull(nn.Module):
    """full softmax, small vocabularies only"""

    def __init__(self, vocab_size, dim=50):
        super().__init__()
        self.emb = nn.Embedding(vocab_size, dim)
        self.out = nn.Linear(dim, vocab_size)

    def forward(self, c):
        scores = self.out(self.emb(c))
        scores = scores - scores.max(dim=1, keepdim=True)[0]
        e = scores.exp()  #@ stable naive-softmax
        return e / e.sum(1, keepdim=True)  #@ stable naive-softmax


class GloVe(nn.Module):
    def __init__(self, n, dim, x_max=100, alpha=0.75):
        super().__init__()
        self.wi, self.wj = nn.Embedding(n, dim), nn.Embedding(n, dim)
        self.bi, self.bj = nn.Embedding(n, 1), nn.Embedding(n, 1)
        self.x_max, self.alpha = x_max, alpha

    def forward(self, i, j, counts):
        w = (counts / self.x_max).pow(self.alpha).clamp(max=1)
        pred = (self.wi(i) * self.wj(j)).sum(1) + self.bi(i).squeeze() + self.bj(j).squeeze()
        return (w * (pred - torch.log(counts)) ** 2).mean()  #@ stable other


def full_softmax_step(model, opt, c, o):
    probs = model(c)
    loss = -torch.log(probs[torch.arange(len(o)), o]).mean()  #@ unstable nll-of-softmax across
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


def nearest(model, vocab, word, k=10):
    w = F.normalize(model.u.weight.data, dim=1)
    sim = w @ w[vocab.stoi[word]]
    return [vocab.itos[i] for i in sim.topk(k + 1).indices.tolist()[1:]]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("corpus")
    p.add_argument("--dim", type=int, default=100)
    p.add_argument("--neg", type=int, default=5)
    p.add_argument("--old", action="store_true")
    args = p.parse_args()
    tokens = open(args.corpus, encoding="utf8").read().lower().split()
    vocab = Vocab(tokens)
    print("entropy", vocab.unigram_entropy())
    model = (SGNSOld if args.old else SGNS)(len(vocab.itos), args.dim)
    opt = torch.optim.SparseAdam(list(model.parameters()), lr=1e-3)
    for epoch in range(5):
        for c, o in DataLoader(PairDataset(tokens, vocab, 5), batch_size=1024, shuffle=True):
            neg = torch.multinomial(vocab.noise, len(c) * args.neg, replacement=True).view(len(c), -1)
            loss = model(c, o, neg)
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(epoch, loss.item())


if __name__ == "__main__":
    main()
