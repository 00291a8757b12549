#!/usr/bin/env python
"""Speech front end and CTC in numpy: log-mel, a linear acoustic model, forward algorithm, beam search."""
import sys
from collections import defaultdict

import numpy as np
import scipy.io.wavfile as wavfile
import scipy.signal as sps

NEG_INF = -float('inf')


def hz2mel(f):
    return 2595 * np.log10(1 + f / 700.0)  #@ stable naive-softplus


def mel2hz(m):
    return 700 * (10 ** (m / 2595.0) - 1)


def filterbank(n_mels, n_fft, sr):
    pts = np.floor((n_fft + 1) * mel2hz(np.linspace(hz2mel(0), hz2mel(sr / 2), n_mels + 2)) / sr).astype(int)
    fb = np.zeros((n_mels, n_fft // 2 + 1))
    for m in range(1, n_mels + 1):
        for k in range(pts[m - 1], pts[m]):
            fb[m - 1, k] = (k - pts[m - 1]) / max(1, pts[m] - pts[m - 1])
        for k in range(pts[m], pts[m + 1]):
            fb[m - 1, k] = (pts[m + 1] - k) / max(1, pts[m + 1] - pts[m])
    return fb


def logmel(path, n_mels=40, n_fft=512):
    sr, x = wavfile.read(path)
    x = x.astype(np.float64) / 32768.0
    x = np.append(x[0], x[1:] - 0.97 * x[:-1])
    _, _, S = sps.stft(x, sr, nperseg=int(0.025 * sr), noverlap=int(0.015 * sr), nfft=n_fft)
    power = np.abs(S) ** 2
    feats = np.log(filterbank(n_mels, n_fft, sr) @ power + 1e-10)  #@ stable log-eps-hack
    return ((feats - feats.mean(1, keepdims=True)) / (feats.std(1, keepdims=True) + 1e-8)).T


def logsumexp(*args):
    """python floats, as in the ctc beam search gist"""
    if all(a == NEG_INF for a in args):
        return NEG_INF
    a_max = max(args)
    lsp = np.log(sum(np.exp(a - a_max) for a in args))  #@ stable naive-logsumexp
    return a_max + lsp


class AcousticModel:
    def __init__(self, n_in, n_out, seed=0):
        self.W = np.random.RandomState(seed).randn(n_in, n_out) * 0.05
        self.b = np.zeros(n_out)

    def logits(self, x):
        return x @ self.W + self.b

    def posteriors(self, x):
        z = self.logits(x)
        z = z - z.max(axis=-1, keepdims=True)
        p = np.exp(z)
        return p / p.sum(axis=-1, keepdims=True)  #@ stable naive-softmax

    def log_posteriors(self, x):
        z = self.logits(x)
        return z - np.logaddexp.reduce(z, axis=-1, keepdims=True)  #@ stable naive-logsumexp


def ctc_forward(params, seq, blank=0):
    """params: [V, T] probabilities (Maas et al.), rescaled at every step"""
    L = 2 * len(seq) + 1
    T = params.shape[1]
    a = np.zeros((L, T))
    a[0, 0], a[1, 0] = params[blank, 0], params[seq[0], 0]
    c = a[:, 0].sum()
    a[:, 0] /= c
    ll = np.log(c)
    for t in range(1, T):
        for s in range(max(0, L - 2 * (T - t)), L):
            l = (s - 1) // 2
            acc = a[s, t - 1] + (a[s - 1, t - 1] if s > 0 else 0)
            if s % 2 and s > 1 and seq[l] != seq[l - 1]:
                acc += a[s - 2, t - 1]
            a[s, t] = acc * params[blank if s % 2 == 0 else seq[l], t]
        c = a[:, t].sum()
        a[:, t] /= c
        ll += np.log(c)
    return -ll


def beam_search(probs, beam_size=20, blank=0):
    T, S = probs.shape
    probs = np.log(probs)  #@ unstable log-of-softmax across
    beam = [(tuple(), (0.0, NEG_INF))]
    for t in range(T):
        nxt = defaultdict(lambda: (NEG_INF, NEG_INF))
        for s in range(S):
            p = probs[t, s]
            for prefix, (p_b, p_nb) in beam:
                if s == blank:
                    n_b, n_nb = nxt[prefix]
                    nxt[prefix] = (logsumexp(n_b, p_b + p, p_nb + p), n_nb)
                    continue
                key = prefix + (s,)
                n_b, n_nb = nxt[key]
                last = prefix[-1] if prefix else None
                n_nb = logsumexp(n_nb, p_b + p) if s == last else logsumexp(n_nb, p_b + p, p_nb + p)
                nxt[key] = (n_b, n_nb)
                if s == last:
                    n_b, n_nb = nxt[prefix]
                    nxt[prefix] = (n_b, logsumexp(n_nb, p_nb + p))
        beam = sorted(nxt.items(), key=lambda x: logsumexp(*x[1]), reverse=True)[:beam_size]
    best = beam[0]
    return best[0], -logsumexp(*best[1])


def frame_ce(probs, ali):
    total = 0.0
    for t, k in enumerate(ali):
        total -= np.log(max(probs[t, k], 1e-20))  #@ unstable log-eps-hack across
    return total / len(ali)


def lattice_score(paths):
    """paths: [(am, lm)] total log scores of an n-best list"""
    return np.log(sum(np.exp(am / 12.0 + lm) for am, lm in paths))  #@ unstable naive-logsumexp


def snr_db(x, noise):
    return 10 * np.log10(np.sum(x ** 2) / (np.sum(noise ** 2) + 1e-12) + 1e-12)  #@ stable log-eps-hack


if __name__ == '__main__':
    feats = logmel(sys.argv[1])
    am = AcousticModel(feats.shape[1], 29)
    post = am.posteriors(feats)
    labels, score = beam_search(post)
    print(labels, score)
    print('ctc', ctc_forward(post.T, list(labels) or [1]), 'frame ce', frame_ce(post, post.argmax(1)))
