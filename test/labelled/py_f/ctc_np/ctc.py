import numpy as np
from logmath import logsumexp, NEG_INF
from acoustic import frame_posteriors


def ctc_loss(params, seq, blank=0):
    """params: (T, C) probabilities; rescaled alphas (Graves 2012)"""
    L = 2 * len(seq) + 1
    T = params.shape[0]
    al = np.zeros((L, T))
    al[0, 0] = params[0, blank]
    al[1, 0] = params[0, seq[0]]
    c = al[:, 0].sum()
    al[:, 0] /= c
    ll = np.log(c)
    for t in range(1, T):
        for s in range(max(0, L - 2 * (T - t)), L):
            l = (s - 1) // 2
            a = al[s, t - 1] + (al[s - 1, t - 1] if s > 0 else 0)
            if s % 2 and s > 1 and seq[l] != seq[l - 1]:
                a += al[s - 2, t - 1]
            al[s, t] = a * params[t, seq[l] if s % 2 else blank]
        c = al[:, t].sum()
        al[:, t] /= c
        ll += np.log(c)
    return -ll


def greedy_nll(acts):
    p = frame_posteriors(acts)
    return -np.log(p.max(axis=1)).sum()  #@ stable nll-of-softmax


def forced_path_nll(acts, path):
    p = frame_posteriors(acts)
    return -np.log(p[np.arange(len(path)), path]).sum()  #@ unstable nll-of-softmax across


def beam(acts, width=10, blank=0):
    p = frame_posteriors(acts)
    beams = [((), (0.0, NEG_INF))]
    for t in range(len(p)):
        new = {}
        for pre, (pb, pnb) in beams:
            tot = logsumexp(pb, pnb)
            lp = np.log(p[t] + 1e-300)
            b = new.get(pre, (NEG_INF, NEG_INF))
            new[pre] = (logsumexp(b[0], tot + lp[blank]), b[1])
        beams = sorted(new.items(), key=lambda kv: -logsumexp(*kv[1]))[:width]
    return beams[0]
