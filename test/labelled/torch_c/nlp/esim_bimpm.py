"""Text matching baselines: soft alignment, pooling, hierarchical attention."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def masked_softmax_renorm(tensor, mask):
    shape = tensor.size()
    flat = tensor.reshape(-1, shape[-1])
    while mask.dim() < tensor.dim():
        mask = mask.unsqueeze(1)
    mask = mask.expand_as(tensor).reshape(-1, shape[-1])
    result = F.softmax(flat * mask, dim=-1)
    result = result * mask
    result = result / (result.sum(dim=-1, keepdim=True) + 1e-13)
    return result.view(*shape)


def masked_softmax_exp(x, m):
    e = torch.exp(x) * m
    return e / (e.sum(dim=-1, keepdim=True) + 1e-9)  #@ unstable naive-softmax


def masked_softmax_log(vector, mask):
    """allennlp-like: adds log of the mask"""
    vector = vector + (mask.float() + 1e-45).log()
    return F.softmax(vector, dim=-1)


class WordAttention(nn.Module):
    def __init__(self, d, att=100):
        super().__init__()
        self.attn = nn.Linear(d, att)
        self.context = nn.Linear(att, 1, bias=False)

    def forward(self, h, lengths):
        a = self.context(torch.tanh(self.attn(h))).squeeze(2)
        mx = a.max()
        a = torch.exp(a - mx)
        keep = torch.arange(h.size(1), device=h.device)[None] < lengths[:, None]
        a = a * keep
        w = a / a.sum(dim=1, keepdim=True)
        return (w.unsqueeze(2) * h).sum(1), w


class SelfAttentive(nn.Module):
    def __init__(self, d, hops=4, da=64):
        super().__init__()
        self.w1, self.w2 = nn.Linear(d, da, bias=False), nn.Linear(da, hops, bias=False)

    def forward(self, H):
        scores = self.w2(self.w1(H))
        out = []
        for k in range(scores.size(2)):
            col = scores[:, :, k]
            ex = col.exp()
            out.append(torch.einsum("bt,btd->bd", ex, H) / ex.sum(1, keepdim=True))  #@ unstable naive-softmax
        return torch.cat(out, 1)


class ESIM(nn.Module):
    def __init__(self, vocab, d=128, classes=3):
        super().__init__()
        self.emb = nn.Embedding(vocab, d, padding_idx=0)
        self.enc = nn.LSTM(d, d // 2, batch_first=True, bidirectional=True)
        self.cmp = nn.LSTM(4 * d, d // 2, batch_first=True, bidirectional=True)
        self.cls = nn.Sequential(nn.Linear(2 * d, d), nn.Tanh(), nn.Linear(d, classes))

    def align(self, a, b, ma, mb):
        e = a @ b.transpose(1, 2)
        e = e.masked_fill(~(ma.unsqueeze(2) & mb.unsqueeze(1)), -math.inf)
        wa = F.softmax(e, dim=2)  #@ unstable fully-masked-row
        wb = F.softmax(e, dim=1)  #@ unstable fully-masked-row
        return wa @ b, wb.transpose(1, 2) @ a

    def forward(self, p, h):
        mp, mh = p.ne(0), h.ne(0)
        a, _ = self.enc(self.emb(p))
        b, _ = self.enc(self.emb(h))
        ta, tb = self.align(a, b, mp, mh)
        va, _ = self.cmp(torch.cat([a, ta, a - ta, a * ta], -1))
        vb, _ = self.cmp(torch.cat([b, tb, b - tb, b * tb], -1))
        return torch.softmax(self.cls(torch.cat([va.max(1)[0], vb.max(1)[0]], 1)), -1)


def train(model, loader, epochs=5):
    crit, opt = nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), 4e-4)
    for ep in range(epochs):
        hits = n = 0
        for p, h, y in loader:
            out = model(p, h)
            loss = crit(out, y)
            opt.zero_grad()
            loss.backward()
            opt.step()
            hits += (out.argmax(1) == y).sum().item()
            n += len(y)
        print("ep %d acc %.4f" % (ep, hits / n))


def main(loader):
    net = ESIM(30000)
    opt, crit = torch.optim.Adam(net.parameters(), 4e-4), nn.CrossEntropyLoss()
    for p, h, y in loader:
        prob = net(p, h)
        loss = crit(prob, y)  #@ unstable softmax-before-ce across
        agree = -torch.log(prob[torch.arange(len(y)), y]).detach()  #@ unstable nll-of-softmax across
        hard = agree.topk(max(1, len(y) // 4))[1]
        (loss + crit(prob[hard], y[hard])).backward()  #@ unstable softmax-before-ce across
        opt.step()
        opt.zero_grad()
