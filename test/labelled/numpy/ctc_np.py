"""CTC loss and decoding in NumPy / plain Python."""
import math
from collections import defaultdict

import numpy as np

NEG_INF = -float("inf")


def logsum(*args):
    if all(a == NEG_INF for a in args):
        return NEG_INF
    m = max(args)
    return m + math.log(sum(math.exp(a - m) for a in args))  #@ stable naive-logsumexp


def log_add(a, b):
    return math.log(math.exp(a) + math.exp(b))  #@ unstable naive-logsumexp


def frame_softmax(acts):
    """acts: (T, V)"""
    out = np.zeros_like(acts)
    for t in range(acts.shape[0]):
        row = np.exp(acts[t])
        out[t] = row / row.sum()  #@ unstable naive-softmax
    return out


def frame_softmax_b(acts):
    acts = acts - acts.max()
    e = np.exp(acts)
    return (e.T / e.sum(axis=1)).T  #@ unstable wrong-shift


def expand(labels, blank=0):
    out = [blank]
    for l in labels:
        out += [l, blank]
    return out


def ctc_forward(acts, labels, blank=0):
    probs = frame_softmax(acts)
    logp = np.log(probs)  #@ unstable log-of-softmax across
    ext = expand(labels, blank)
    T, S = len(acts), len(ext)
    alpha = np.full((T, S), NEG_INF)
    alpha[0, 0] = logp[0, blank]
    if S > 1:
        alpha[0, 1] = logp[0, ext[1]]
    for t in range(1, T):
        for s in range(S):
            terms = [alpha[t - 1, s]]
            if s > 0:
                terms.append(alpha[t - 1, s - 1])
            if s > 1 and ext[s] != blank and ext[s] != ext[s - 2]:
                terms.append(alpha[t - 1, s - 2])
            alpha[t, s] = logsum(*terms) + logp[t, ext[s]]
    return -logsum(alpha[-1, -1], alpha[-1, -2] if S > 1 else NEG_INF)


def ctc_forward_scaled(acts, labels, blank=0):
    """Rabiner style rescaling of every frame."""
    z = acts - acts.max(axis=1, keepdims=True)
    y = np.exp(z)  #@ stable naive-softmax
    y /= y.sum(axis=1, keepdims=True)
    ext = np.array(expand(labels, blank))
    skip = np.r_[False, False, (ext[2:] != blank) & (ext[2:] != ext[:-2])]
    a = np.zeros(len(ext))
    a[:2] = y[0, ext[:2]]
    ll = 0.0
    for t in range(len(acts)):
        if t:
            b = a.copy()
            b[1:] += a[:-1]
            b[2:] += np.where(skip[2:], a[:-2], 0)
            a = b * y[t, ext]
        c = a.sum()
        ll += math.log(c)
        a = a / c
    return -(ll + math.log(a[-2:].sum()))


def greedy(acts, blank=0):
    best = acts.argmax(1)
    return [int(k) for i, k in enumerate(best) if k != blank and (i == 0 or k != best[i - 1])]


def beam(acts, width=8, blank=0, lm=None, weight=0.5):
    probs = frame_softmax_b(acts)
    beams = {(): (0.0, NEG_INF)}
    for t in range(len(probs)):
        nxt = defaultdict(lambda: (NEG_INF, NEG_INF))
        for pre, (pb, pnb) in beams.items():
            for v in range(probs.shape[1]):
                lp = math.log(probs[t, v] + 1e-20)  #@ unstable log-eps-hack across
                b, nb = nxt[pre]
                if v == blank:
                    nxt[pre] = (logsum(b, pb + lp, pnb + lp), nb)
                    continue
                new = pre + (v,)
                nb2 = nxt[new]
                bonus = weight * lm(pre, v) if lm else 0.0
                if pre and v == pre[-1]:
                    nxt[new] = (nb2[0], logsum(nb2[1], pb + lp + bonus))
                    nxt[pre] = (b, logsum(nb, pnb + lp))
                else:
                    nxt[new] = (nb2[0], logsum(nb2[1], pb + lp + bonus, pnb + lp + bonus))
        beams = dict(sorted(nxt.items(), key=lambda kv: -logsum(*kv[1]))[:width])
    return max(beams, key=lambda k: logsum(*beams[k]))


class BigramLM:
    def __init__(self, corpus, V, k=0.5):
        self.c = np.full((V, V), k)
        for seq in corpus:
            for a, b in zip(seq[:-1], seq[1:]):
                self.c[a, b] += 1

    def __call__(self, prefix, v):
        row = self.c[prefix[-1] if prefix else 0]
        return math.log(row[v] / row.sum())  #@ stable other

    def cross_entropy(self, seqs):
        n = sum(len(s) for s in seqs)
        return -sum(self(s[:i], v) for s in seqs for i, v in enumerate(s)) / n


def occupancy(la, lb):
    """posterior of the states in each frame, from log alpha and log beta"""
    g = np.exp(la + lb)
    return g / g.sum(axis=1, keepdims=True)  #@ unstable naive-softmax


def total_by_pairs(scores):
    acc = scores[0]
    for s in scores[1:]:
        acc = log_add(acc, s)
    return acc


def edit_distance(a, b):
    d = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        prev, d[0] = d[0], i
        for j, z in enumerate(b, 1):
            prev, d[j] = d[j], min(d[j] + 1, d[j - 1] + 1, prev + (x != z))
    return d[-1]


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    acts = rng.normal(size=(30, 6)) * 3
    target = [1, 2, 2, 5]
    print(ctc_forward(acts, target), ctc_forward_scaled(acts, target))
    lm = BigramLM([rng.integers(1, 6, 20).tolist() for _ in range(50)], 6)
    print("lm ppl", math.exp(lm.cross_entropy([target])))  #@ stable other
    hyp = beam(acts, lm=lm)
    print(greedy(acts), hyp, edit_distance(hyp, target), total_by_pairs([-1.0, -2.0, -3.0]))
