import torch
import torch.nn as nn
import torch.nn.functional as F


class Attention(nn.Module):
    def __init__(self, hid):
        super().__init__()
        self.W1 = nn.Linear(hid, hid, bias=False)
        self.W2 = nn.Linear(hid, hid, bias=False)
        self.vt = nn.Linear(hid, 1, bias=False)

    def forward(self, dec, enc, mask=None):
        u = self.vt(torch.tanh(self.W1(enc) + self.W2(dec).unsqueeze(1))).squeeze(-1)
        if mask is not None:
            u = u.masked_fill(mask, float('-inf'))
        return u


class PointerNet(nn.Module):
    """seq -> permutation (TSP / sorting)"""

    def __init__(self, hid=128):
        super().__init__()
        self.emb = nn.Linear(2, hid)
        self.enc = nn.LSTM(hid, hid, batch_first=True)
        self.cell = nn.LSTMCell(hid, hid)
        self.attn = Attention(hid)
        self.start = nn.Parameter(torch.zeros(hid))

    def forward(self, x):
        B, N, _ = x.shape
        e, (h, c) = self.enc(self.emb(x))
        h, c = h[0], c[0]
        inp = self.start.expand(B, -1)
        visited = torch.zeros(B, N, dtype=torch.bool, device=x.device)
        dists, picks = [], []
        for _ in range(N):
            h, c = self.cell(inp, (h, c))
            p = F.softmax(self.attn(h, e, visited), dim=1)  #@ stable fully-masked-row
            nxt = torch.multinomial(p, 1)
            visited = visited.scatter(1, nxt, True)
            inp = e.gather(1, nxt.unsqueeze(-1).expand(-1, 1, e.size(-1))).squeeze(1)
            dists.append(p)
            picks.append(nxt)
        return torch.stack(dists, 1), torch.cat(picks, 1)


def supervised_loss(model, x, perm):
    probs, _ = model(x)
    lp = torch.log(probs)  #@ unstable log-of-softmax across
    return F.nll_loss(lp.flatten(0, 1), perm.flatten())


def supervised_ce(model, x, perm):
    crit = nn.CrossEntropyLoss()
    probs, _ = model(x)
    return crit(probs.flatten(0, 1), perm.flatten())  #@ unstable softmax-before-ce across


class CopyGate(nn.Module):
    def __init__(self, hid, vocab):
        super().__init__()
        self.gen = nn.Linear(hid, vocab)
        self.gate = nn.Linear(hid, 1)

    def forward(self, s, copy_logits, src_ids, tgt):
        g = self.gate(s)
        lp_gen = F.logsigmoid(g) + F.log_softmax(self.gen(s), -1)  #@ stable log-of-sigmoid
        lp_cp = F.logsigmoid(-g) + F.log_softmax(copy_logits, -1)  #@ stable log-of-sigmoid
        is_src = src_ids == tgt.unsqueeze(1)
        cp = lp_cp.masked_fill(~is_src, -1e30).logsumexp(-1)  #@ stable mask-constant
        return torch.logaddexp(lp_gen.gather(1, tgt.unsqueeze(1)).squeeze(1), cp)

    def forward_v0(self, s, copy_logits, src_ids, tgt):
        g = torch.sigmoid(self.gate(s))
        p_gen = F.softmax(self.gen(s), -1) * g
        p = p_gen.scatter_add(1, src_ids, (1 - g) * F.softmax(copy_logits, -1))
        return -torch.log(p.gather(1, tgt.unsqueeze(1)) + 1e-12)  #@ unstable log-eps-hack


def tour_length(x, tour):
    xs = x.gather(1, tour.unsqueeze(-1).expand_as(x))
    return (xs - xs.roll(1, 1)).norm(dim=-1).sum(1)
