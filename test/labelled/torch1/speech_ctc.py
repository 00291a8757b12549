"""Deep-speech-ish acoustic model, features and decoding."""
import json
import math
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchaudio

NEG_INF = -float("inf")
LABELS = "_'abcdefghijklmnopqrstuvwxyz "


def logsumexp(*args):
    """Sum of values in log domain (CTC prefix search)."""
    if all(a == NEG_INF for a in args):
        return NEG_INF
    a_max = max(args)
    lsp = math.log(sum(math.exp(a - a_max) for a in args))  #@ stable naive-logsumexp
    return a_max + lsp


def logadd(a, b):
    return math.log(math.exp(a) + math.exp(b))  #@ unstable naive-logsumexp


class LogMel(nn.Module):
    def __init__(self, sr=16000, n_mels=80):
        super().__init__()
        self.spec = torchaudio.transforms.MelSpectrogram(sr, n_fft=400, hop_length=160, n_mels=n_mels)

    def forward(self, wav):
        s = self.spec(wav)
        s = torch.log(s + 1e-6)  #@ stable log-eps-hack
        return (s - s.mean(-1, keepdim=True)) / (s.std(-1, keepdim=True) + 1e-5)


def hz_to_mel(f):
    return 2595.0 * math.log10(1.0 + f / 700.0)  #@ stable other


class InferenceBatchSoftmax(nn.Module):
    def forward(self, input_):
        if not self.training:
            return F.softmax(input_, dim=-1)
        return input_


class DeepSpeech(nn.Module):
    def __init__(self, n_mels=80, hidden=512, layers=3):
        super().__init__()
        self.feat = LogMel(n_mels=n_mels)
        self.conv = nn.Conv1d(n_mels, hidden, 11, stride=2, padding=5)
        self.rnn = nn.GRU(hidden, hidden, layers, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, len(LABELS))

    def forward(self, wav):
        x = self.feat(wav)
        x = F.hardtanh(self.conv(x), 0, 20).transpose(1, 2)
        x, _ = self.rnn(x)
        return self.fc(x)

    def posteriors(self, wav):
        out = self.forward(wav)
        return out.softmax(2)


def train_epoch(model: DeepSpeech, loader, opt):
    ctc = nn.CTCLoss(blank=0, zero_infinity=True)
    for i, (wav, tgt, wl, tl) in enumerate(loader):
        logits = model(wav)
        logp = logits.log_softmax(-1).transpose(0, 1)  #@ stable log-of-softmax
        loss = ctc(logp, tgt, wl, tl)  #@ stable nll-of-softmax
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 400)
        opt.step()
        if i % 50 == 0:
            sys.stdout.write("%d %.3f\n" % (i, loss.item()))


def train_epoch_old(model: DeepSpeech, loader, opt):
    ctc = nn.CTCLoss(blank=0)
    for wav, tgt, wl, tl in loader:
        probs = model.posteriors(wav)
        loss = ctc(torch.log(probs).transpose(0, 1), tgt, wl, tl)  #@ unstable log-of-softmax across
        opt.zero_grad()
        loss.backward()
        opt.step()


def prefix_beam(probs, beam=10, blank=0):
    """probs: T x S posteriors of one utterance"""
    T, S = probs.shape
    logp = np.log(probs)  #@ unstable log-of-softmax across
    beams = [(tuple(), (0.0, NEG_INF))]
    for t in range(T):
        nxt = {}
        for s in range(S):
            p = logp[t, s]
            for prefix, (pb, pnb) in beams:
                if s == blank:
                    b, nb = nxt.get(prefix, (NEG_INF, NEG_INF))
                    nxt[prefix] = (logsumexp(b, pb + p, pnb + p), nb)
                    continue
                end = prefix[-1] if prefix else None
                new = prefix + (s,)
                b, nb = nxt.get(new, (NEG_INF, NEG_INF))
                nb = logsumexp(nb, pb + p, pnb + p) if s != end else logsumexp(nb, pb + p)
                nxt[new] = (b, nb)
        beams = sorted(nxt.items(), key=lambda x: logsumexp(*x[1]), reverse=True)[:beam]
    return "".join(LABELS[c] for c in beams[0][0])


def transcribe(model: DeepSpeech, path):
    wav, sr = torchaudio.load(path)
    with torch.no_grad():
        p = model.posteriors(wav).cpu().numpy()
    return prefix_beam(p[0])


def snr_db(signal, noise):
    return 10 * math.log10(np.mean(signal ** 2) / np.mean(noise ** 2))  #@ stable other


def aam_softmax(emb, weight, labels, s=30.0, m=0.2):
    """Additive angular margin for speaker embeddings."""
    cos = F.linear(F.normalize(emb), F.normalize(weight)).clamp(-1 + 1e-7, 1 - 1e-7)
    theta = torch.acos(cos)
    onehot = F.one_hot(labels, weight.size(0)).float()
    logits = s * torch.cos(theta + m * onehot)
    return F.cross_entropy(logits, labels)  #@ stable softmax-before-ce


def am_softmax_manual(emb, weight, labels, s=30.0, m=0.35):
    wf = F.linear(F.normalize(emb, dim=1), F.normalize(weight, dim=1))
    num = s * (torch.diagonal(wf.transpose(0, 1)[labels]) - m)
    excl = torch.cat([torch.cat((wf[i, :y], wf[i, y + 1:])).unsqueeze(0) for i, y in enumerate(labels)], dim=0)
    den = torch.exp(num) + torch.sum(torch.exp(s * excl), dim=1)
    L = num - torch.log(den)  #@ stable naive-logsumexp
    return -torch.mean(L)
