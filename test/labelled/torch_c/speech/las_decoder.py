import math

import torch
import torch.nn as nn
import torch.nn.functional as F
import torchaudio


class LogMel(nn.Module):
    def __init__(self, sr=16000, n_mels=80):
        super().__init__()
        self.mel = torchaudio.transforms.MelSpectrogram(sr, n_fft=400, hop_length=160, n_mels=n_mels)

    def forward(self, wav):
        x = torch.log(self.mel(wav) + 1e-6)  #@ stable log-eps-hack
        return (x - x.mean(-1, keepdim=True)) / (x.std(-1, keepdim=True) + 1e-5)


class LocationAttention(nn.Module):
    def __init__(self, q, k, dim=128, ch=10, kernel=101, smooth=False):
        super().__init__()
        self.q, self.k, self.u = nn.Linear(q, dim), nn.Linear(k, dim, bias=False), nn.Linear(ch, dim, bias=False)
        self.conv = nn.Conv1d(1, ch, kernel, padding=kernel // 2, bias=False)
        self.v = nn.Linear(dim, 1)
        self.smooth = smooth

    def forward(self, query, keys, prev, mask):
        loc = self.conv(prev.unsqueeze(1)).transpose(1, 2)
        e = self.v(torch.tanh(self.q(query).unsqueeze(1) + self.k(keys) + self.u(loc))).squeeze(-1)
        e = e.masked_fill(mask, -float("inf"))
        if self.smooth:
            a = torch.sigmoid(e)
            a = a / a.sum(1, keepdim=True)
        else:
            a = F.softmax(e, dim=1)
        return (a.unsqueeze(1) @ keys).squeeze(1), a


class GaussianWindow(nn.Module):
    """Graves 2013 attention."""

    def __init__(self, dim, k=10):
        super().__init__()
        self.lin = nn.Linear(dim, 3 * k)

    def forward(self, h, kappa, T):
        a, b, dk = torch.exp(self.lin(h)).unsqueeze(-1).chunk(3, 1)
        kappa = kappa + dk
        u = torch.arange(T, device=h.device).view(1, 1, -1)
        return (a * torch.exp(-b * (kappa - u) ** 2)).sum(1), kappa


class Speller(nn.Module):
    def __init__(self, vocab, enc=512, dim=512):
        super().__init__()
        self.emb = nn.Embedding(vocab, dim)
        self.cell = nn.LSTMCell(dim + enc, dim)
        self.att = LocationAttention(dim, enc)
        self.out = nn.Linear(dim + enc, vocab)

    def step(self, tok, ctx, state, keys, prev, mask):
        state = self.cell(torch.cat([self.emb(tok), ctx], -1), state)
        ctx, prev = self.att(state[0], keys, prev, mask)
        return F.softmax(self.out(torch.cat([state[0], ctx], -1)), dim=-1), ctx, state, prev

    def forward(self, keys, mask, targets):
        b, T, d = keys.shape
        ctx, state, prev = keys.new_zeros(b, d), None, keys.new_zeros(b, T)
        total = 0.0
        for t in range(targets.size(1) - 1):
            p, ctx, state, prev = self.step(targets[:, t], ctx, state, keys, prev, mask)
            total = total - torch.log(p.gather(1, targets[:, t + 1:t + 2])).sum()  #@ unstable nll-of-softmax across
        return total / b

    @torch.no_grad()
    def beam(self, keys, mask, sos, eos, width=8, max_len=200):
        d = keys.size(-1)
        hyps = [(0.0, [sos], keys.new_zeros(1, d), None, keys.new_zeros(1, keys.size(1)))]
        done = []
        for _ in range(max_len):
            cand = []
            for sc, seq, ctx, st, pa in hyps:
                p, c, s, a = self.step(torch.tensor([seq[-1]]), ctx, st, keys, pa, mask)
                val, idx = p[0].topk(width)
                for v, i in zip(val.tolist(), idx.tolist()):
                    cand.append((sc + math.log(v), seq + [i], c, s, a))  #@ unstable log-of-softmax across
            cand.sort(key=lambda h: -h[0] / len(h[1]))
            hyps = [h for h in cand[:width] if h[1][-1] != eos]
            done += [h for h in cand[:width] if h[1][-1] == eos]
            if not hyps:
                break
        return max(done or cand, key=lambda h: h[0] / len(h[1]))[1]


class CTCHead(nn.Module):
    def __init__(self, dim, vocab):
        super().__init__()
        self.lin = nn.Linear(dim, vocab)
        self.ctc = nn.CTCLoss(zero_infinity=True)

    def forward(self, enc, elen, y, ylen):
        lp = F.log_softmax(self.lin(enc), dim=-1).transpose(0, 1)  #@ stable log-of-softmax
        return self.ctc(lp, y, elen, ylen)

    def old_forward(self, enc, elen, y, ylen):
        probs = self.lin(enc).softmax(-1)
        return self.ctc(probs.transpose(0, 1).log(), y, elen, ylen)  #@ unstable log-of-softmax
