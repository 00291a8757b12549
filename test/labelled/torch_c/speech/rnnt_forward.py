"""Reference RNN-T and CTC forward recursions (no CUDA), used to check the warp kernels."""
import math

import numpy as np
import torch
import torch.nn.functional as F

NEG_INF = -float("inf")


def logadd(a, b):
    if a == NEG_INF:
        return b
    if b == NEG_INF:
        return a
    hi, lo = (a, b) if a > b else (b, a)
    return hi + math.log1p(math.exp(lo - hi))  #@ stable naive-softplus


def logadd_short(a, b):
    return math.log(math.exp(a) + math.exp(b))  #@ unstable naive-logsumexp


def rnnt_loss(logits, labels, blank=0):
    """logits [T, U+1, V]"""
    lp = F.log_softmax(logits, dim=-1)  #@ stable log-of-softmax
    T, U1, _ = lp.shape
    alpha = torch.full((T, U1), NEG_INF)
    alpha[0, 0] = 0.0
    for t in range(T):
        for u in range(U1):
            if t == 0 and u == 0:
                continue
            stay = alpha[t - 1, u] + lp[t - 1, u, blank] if t > 0 else torch.tensor(NEG_INF)
            emit = alpha[t, u - 1] + lp[t, u - 1, labels[u - 1]] if u > 0 else torch.tensor(NEG_INF)
            alpha[t, u] = torch.logaddexp(stay, emit)  #@ stable naive-logsumexp
    return -(alpha[-1, -1] + lp[-1, -1, blank])


def ctc_alpha(probs, labels, blank=0):
    """plain-probability version, rescaled each frame like in Graves' paper"""
    ext = [blank]
    for l in labels:
        ext += [l, blank]
    S, T = len(ext), probs.shape[0]
    a = np.zeros((T, S))
    a[0, 0], a[0, 1] = probs[0, ext[0]], probs[0, ext[1]]
    c = a[0].sum()
    a[0] /= c
    ll = np.log(c)
    for t in range(1, T):
        for s in range(S):
            tot = a[t - 1, s]
            if s > 0:
                tot += a[t - 1, s - 1]
            if s > 1 and ext[s] != blank and ext[s] != ext[s - 2]:
                tot += a[t - 1, s - 2]
            a[t, s] = tot * probs[t, ext[s]]
        c = a[t].sum()
        a[t] /= c
        ll += np.log(c)
    return -(ll + np.log(a[-1, -1] + a[-1, -2]))


def prefix_beam(logits, width=10, blank=0):
    lp = logits.log_softmax(-1).tolist()
    beams = {(): (0.0, NEG_INF)}
    for frame in lp:
        nxt = {}

        def put(k, b, nb):
            ob, onb = nxt.get(k, (NEG_INF, NEG_INF))
            nxt[k] = (logadd(ob, b), logadd(onb, nb))

        for pre, (pb, pnb) in beams.items():
            for v, s in enumerate(frame):
                if v == blank:
                    put(pre, logadd(pb, pnb) + s, NEG_INF)
                elif pre and pre[-1] == v:
                    put(pre, NEG_INF, pnb + s)
                    put(pre + (v,), NEG_INF, pb + s)
                else:
                    put(pre + (v,), NEG_INF, logadd(pb, pnb) + s)
        beams = dict(sorted(nxt.items(), key=lambda kv: -logadd(*kv[1]))[:width])
    return list(next(iter(beams)))


def lm_fusion(am_logits, lm_logits, weight=0.3):
    am = torch.log(torch.softmax(am_logits, dim=-1))  #@ unstable log-of-softmax
    lm = torch.log_softmax(lm_logits, dim=-1)  #@ stable log-of-softmax
    return am + weight * lm


def np_softmax(x):
    z = x - x.max(axis=-1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)  #@ stable naive-softmax


if __name__ == "__main__":
    torch.manual_seed(1)
    x = torch.randn(20, 6, 12)
    print("rnnt", rnnt_loss(x, [3, 1, 4, 1, 5]).item())
    print("ctc", ctc_alpha(np_softmax(x[:, 0].numpy()), [3, 1, 4]))
    print("beam", prefix_beam(x[:, 0]))
