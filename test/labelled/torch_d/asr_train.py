"""Small CTC + attention speech recogniser on LibriSpeech."""
import argparse
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
import torchaudio

VOCAB = " 'abcdefghijklmnopqrstuvwxyz"


class LogMel(nn.Module):
    def __init__(self, n_mels=80):
        super().__init__()
        self.mel = torchaudio.transforms.MelSpectrogram(16000, n_fft=400, hop_length=160, n_mels=n_mels)

    def forward(self, wav):
        x = self.mel(wav)
        x = torch.log(x + 1e-6)  #@ stable log-eps-hack
        return (x - x.mean(-1, keepdim=True)) / (x.std(-1, keepdim=True) + 1e-5)


class Encoder(nn.Module):
    def __init__(self, n_mels=80, d=256):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv1d(n_mels, d, 3, 2, 1), nn.GELU(), nn.Conv1d(d, d, 3, 2, 1), nn.GELU())
        self.rnn = nn.GRU(d, d, 3, batch_first=True, bidirectional=True)
        self.ctc = nn.Linear(2 * d, len(VOCAB) + 1)

    def forward(self, x):
        h, _ = self.rnn(self.conv(x).transpose(1, 2))
        return h, self.ctc(h)


class LAS(nn.Module):
    def __init__(self, d=256):
        super().__init__()
        self.enc = Encoder(d=d)
        self.emb = nn.Embedding(len(VOCAB) + 2, d)
        self.cell = nn.LSTMCell(3 * d, d)
        self.query = nn.Linear(d, 2 * d)
        self.out = nn.Linear(3 * d, len(VOCAB) + 2)

    def attend(self, s, h):
        e = torch.bmm(h, self.query(s).unsqueeze(2)).squeeze(2)
        a = e.exp()
        a = a / a.sum(1, keepdim=True)  #@ unstable naive-softmax
        return torch.bmm(a.unsqueeze(1), h).squeeze(1)

    def forward(self, x, y):
        h, ctc = self.enc(x)
        B, d = h.size(0), self.cell.hidden_size
        s = c = h.new_zeros(B, d)
        ctx = h.new_zeros(B, 2 * d)
        outs = []
        for t in range(y.size(1)):
            s, c = self.cell(torch.cat([self.emb(y[:, t]), ctx], 1), (s, c))
            ctx = self.attend(s, h)
            outs.append(F.softmax(self.out(torch.cat([s, ctx], 1)), dim=1))
        return ctc, torch.stack(outs, 1)


def ctc_loss(logits, targets, in_len, tgt_len):
    lp = F.log_softmax(logits, dim=-1).transpose(0, 1)  #@ stable log-of-softmax
    return F.ctc_loss(lp, targets, in_len, tgt_len, blank=len(VOCAB), zero_infinity=True)


def att_loss(probs, y, smoothing=0.1):
    n = probs.size(-1)
    smooth = torch.full_like(probs, smoothing / (n - 1)).scatter_(-1, y.unsqueeze(-1), 1 - smoothing)
    return -(smooth * torch.log(probs)).sum(-1).mean()  #@ unstable log-of-softmax across


def ctc_greedy(logits):
    best = logits.argmax(-1)
    out = []
    for row in best.tolist():
        prev, s = None, ''
        for c in row:
            if c != prev and c != len(VOCAB):
                s += VOCAB[c]
            prev = c
        out.append(s)
    return out


def prefix_beam(logits, beam=8):
    """log domain, returns best string and its score."""
    lp = logits.log_softmax(-1).tolist()
    beams = {'': (0.0, -math.inf)}

    def add(a, b):
        if a == -math.inf:
            return b
        if b == -math.inf:
            return a
        m = max(a, b)
        return m + math.log(math.exp(a - m) + math.exp(b - m))  #@ stable naive-logsumexp

    for frame in lp:
        nxt = {}
        for s, (pb, pnb) in beams.items():
            tot = add(pb, pnb)
            b0, n0 = nxt.get(s, (-math.inf, -math.inf))
            nxt[s] = (add(b0, tot + frame[-1]), n0)
            for i, ch in enumerate(VOCAB):
                b1, n1 = nxt.get(s + ch, (-math.inf, -math.inf))
                src = pb if s.endswith(ch) else tot
                nxt[s + ch] = (b1, add(n1, src + frame[i]))
        beams = dict(sorted(nxt.items(), key=lambda kv: -add(*kv[1]))[:beam])
    best = max(beams, key=lambda s: add(*beams[s]))
    return best, add(*beams[best])


def snr_db(sig, noise):
    return 10 * math.log10(sig.pow(2).mean().item() / (noise.pow(2).mean().item() + 1e-9))  #@ stable other


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('root')
    ap.add_argument('--lam', type=float, default=0.3)
    args = ap.parse_args()
    ds = torchaudio.datasets.LIBRISPEECH(args.root, 'train-clean-100')
    fe, net = LogMel(), LAS()
    opt = torch.optim.Adam(net.parameters(), 3e-4)
    for i in range(len(ds)):
        wav, _, text, *_ = ds[i]
        y = torch.tensor([[VOCAB.index(c) for c in text.lower() if c in VOCAB]])
        ctc, probs = net(fe(wav), y)
        n = torch.tensor([ctc.size(1)])
        loss = args.lam * ctc_loss(ctc, y, n, torch.tensor([y.size(1)])) + (1 - args.lam) * att_loss(probs, y)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        opt.step()
        if i % 50 == 0:
            print(i, loss.item(), ctc_greedy(ctc)[0])


if __name__ == '__main__':
    main()
