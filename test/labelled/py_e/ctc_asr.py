import argparse
import collections
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

NEG_INF = -float("inf")


def logsumexp(*args):
    if all(a == NEG_INF for a in args):
        return NEG_INF
    m = max(args)
    return m + math.log(sum(math.exp(a - m) for a in args))  #@ stable naive-logsumexp


def beam_decode(probs, beam_size=100, blank=0):
    """probs: T x S, the softmax output of the network."""
    T, S = probs.shape
    logp = np.log(probs)  #@ unstable log-of-softmax across
    beam = [(tuple(), (0.0, NEG_INF))]
    for t in range(T):
        nxt = collections.defaultdict(lambda: (NEG_INF, NEG_INF))
        for s in range(S):
            p = logp[t, s]
            for prefix, (pb, pnb) in beam:
                if s == blank:
                    b, nb = nxt[prefix]
                    nxt[prefix] = (logsumexp(b, pb + p, pnb + p), nb)
                    continue
                end = prefix[-1] if prefix else None
                n = prefix + (s,)
                b, nb = nxt[n]
                if s != end:
                    nxt[n] = (b, logsumexp(nb, pb + p, pnb + p))
                else:
                    nxt[n] = (b, logsumexp(nb, pb + p))
                    b, nb = nxt[prefix]
                    nxt[prefix] = (b, logsumexp(nb, pnb + p))
        beam = sorted(nxt.items(), key=lambda x: logsumexp(*x[1]), reverse=True)[:beam_size]
    return beam[0][0], -logsumexp(*beam[0][1])


def mel_filterbank(n_mels, n_fft, sr):
    hz2mel = lambda f: 2595.0 * np.log10(1.0 + f / 700.0)  #@ stable other
    mel2hz = lambda m: 700.0 * (10.0 ** (m / 2595.0) - 1.0)
    pts = mel2hz(np.linspace(hz2mel(0), hz2mel(sr / 2), n_mels + 2))
    bins = np.floor((n_fft + 1) * pts / sr).astype(int)
    fb = np.zeros((n_mels, n_fft // 2 + 1))
    for m in range(1, n_mels + 1):
        l, c, r = bins[m - 1:m + 2]
        fb[m - 1, l:c] = (np.arange(l, c) - l) / max(c - l, 1)
        fb[m - 1, c:r] = (r - np.arange(c, r)) / max(r - c, 1)
    return fb


def logmel(wav, fb, n_fft=512, hop=160):
    frames = np.lib.stride_tricks.sliding_window_view(wav, n_fft)[::hop]
    power = np.abs(np.fft.rfft(frames * np.hanning(n_fft))) ** 2
    return np.log(power @ fb.T + 1e-6)  #@ stable log-eps-hack


class DeepSpeech(nn.Module):
    def __init__(self, n_mels=80, n_out=29, hidden=512):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv1d(n_mels, hidden, 11, 2, 5), nn.BatchNorm1d(hidden), nn.Hardtanh(0, 20))
        self.rnn = nn.GRU(hidden, hidden, 3, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(2 * hidden, n_out)

    def forward(self, x):
        h, _ = self.rnn(self.conv(x.transpose(1, 2)).transpose(1, 2))
        return self.fc(h)


class Inference(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return F.softmax(self.net(x), dim=-1)


def train_step(net, batch, opt):
    x, y, xl, yl = batch
    lp = net(x).log_softmax(-1).transpose(0, 1)  #@ stable log-of-softmax
    loss = F.ctc_loss(lp, y, xl, yl, blank=0, zero_infinity=True)
    opt.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 400)
    opt.step()
    return loss.item()


def train_step_wrapped(model, batch, opt):
    x, y, xl, yl = batch
    p = model(x)
    loss = F.ctc_loss(torch.log(p + 1e-12).transpose(0, 1), y, xl, yl)  #@ unstable log-eps-hack across
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


def distill_step(net, batch, teacher_labels, opt):
    model = Inference(net)
    logits = model(batch)
    loss = F.cross_entropy(logits.flatten(0, 1), teacher_labels.flatten())  #@ unstable softmax-before-ce across
    opt.zero_grad()
    loss.backward()
    opt.step()


def transcribe(model, feats, alphabet):
    with torch.no_grad():
        p = model(feats[None])[0].numpy()
    ids, cost = beam_decode(p)
    return "".join(alphabet[i] for i in ids), cost


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--beam", type=int, default=50)
    a = ap.parse_args()
    fb = mel_filterbank(80, 512, 16000)
    f = torch.from_numpy(logmel(np.random.randn(16000), fb)).float()
    print(transcribe(Inference(DeepSpeech()), f, "_'abcdefghijklmnopqrstuvwxyz "))
