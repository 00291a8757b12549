from collections import Counter
import math
import random

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def load_corpus(path, min_count=5):
    with open(path) as f:
        words = f.read().split()
    cnt = Counter(words)
    vocab = [w for w, c in cnt.items() if c >= min_count]
    w2i = {w: i for i, w in enumerate(vocab)}
    total = sum(cnt[w] for w in vocab)
    freqs = np.array([cnt[w] / total for w in vocab])
    return [w2i[w] for w in words if w in w2i], w2i, freqs


def subsample(ids, freqs, t=1e-4):
    return [i for i in ids if random.random() < math.sqrt(t / freqs[i])]


def pmi(cooc, row, col, total):
    return math.log(cooc * total / (row * col))  #@ stable other


class SkipGram(nn.Module):
    """Full softmax version, only for the toy corpus."""

    def __init__(self, vocab, dim):
        super().__init__()
        self.center = nn.Embedding(vocab, dim)
        self.outside = nn.Embedding(vocab, dim)

    def forward(self, center, outside):
        v = self.center(center)
        u = self.outside(outside)
        score = torch.exp(torch.sum(u * v, dim=1))
        norm = torch.exp(v @ self.outside.weight.t()).sum(dim=1)
        nll = -torch.mean(torch.log(score / norm))  #@ unstable naive-softmax
        return nll


class SGNS(nn.Module):
    def __init__(self, vocab, dim):
        super().__init__()
        self.syn0 = nn.Embedding(vocab, dim, sparse=True)
        self.syn1 = nn.Embedding(vocab, dim, sparse=True)
        self.syn0.weight.data.uniform_(-0.5 / dim, 0.5 / dim)
        self.syn1.weight.data.zero_()

    def forward(self, c, o, neg):
        v = self.syn0(c)
        u = self.syn1(o)
        n = self.syn1(neg)
        pos = torch.bmm(u.unsqueeze(1), v.unsqueeze(2)).squeeze()
        negs = torch.bmm(n.neg(), v.unsqueeze(2)).squeeze(2)
        out = torch.sigmoid(pos)
        pos_loss = -torch.log(out)  #@ unstable log-of-sigmoid
        neg_loss = -negs.sigmoid().log().sum(1)  #@ unstable log-of-sigmoid
        return (pos_loss + neg_loss).mean()

    def loss_v2(self, c, o, neg):
        v = self.syn0(c).unsqueeze(2)
        pos = F.logsigmoid(torch.bmm(self.syn1(o).unsqueeze(1), v)).squeeze()  #@ stable log-of-sigmoid
        ns = F.logsigmoid(-torch.bmm(self.syn1(neg), v)).squeeze(2).sum(1)  #@ stable log-of-sigmoid
        return -(pos + ns).mean()


class GloVe(nn.Module):
    def __init__(self, vocab, dim, x_max=100, alpha=0.75):
        super().__init__()
        self.wi = nn.Embedding(vocab, dim)
        self.wj = nn.Embedding(vocab, dim)
        self.bi = nn.Embedding(vocab, 1)
        self.bj = nn.Embedding(vocab, 1)
        self.x_max, self.alpha = x_max, alpha

    def forward(self, i, j, counts):
        w = torch.clamp((counts / self.x_max) ** self.alpha, max=1.0)
        pred = (self.wi(i) * self.wj(j)).sum(1) + self.bi(i).squeeze() + self.bj(j).squeeze()
        return (w * (pred - torch.log(counts)) ** 2).mean()  #@ stable other


def sigmoid(x):
    return 1 / (1 + math.exp(-x))  #@ unstable naive-sigmoid


def sgd_pair(syn0, syn1, c, o, label, lr):
    # reference numpy-ish loop kept for the slides
    f = sigmoid(float(np.dot(syn0[c], syn1[o])))
    g = (label - f) * lr
    tmp = g * syn1[o]
    syn1[o] += g * syn0[c]
    syn0[c] += tmp


def main(path="text8", dim=100, window=5, k=5):
    ids, w2i, freqs = load_corpus(path)
    ids = subsample(ids, freqs)
    noise = torch.tensor(freqs ** 0.75)
    model = SGNS(len(w2i), dim)
    opt = torch.optim.SparseAdam(list(model.parameters()), lr=0.001)
    for epoch in range(5):
        for start in range(0, len(ids) - 512, 512):
            c, o = [], []
            for p in range(start, start + 512):
                for q in range(max(0, p - window), min(len(ids), p + window + 1)):
                    if p != q:
                        c.append(ids[p])
                        o.append(ids[q])
            neg = torch.multinomial(noise, len(c) * k, replacement=True).view(-1, k)
            loss = model(torch.tensor(c), torch.tensor(o), neg)
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(epoch, loss.item())


if __name__ == "__main__":
    main()
