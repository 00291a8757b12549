from typing import Tuple

import torch
import torch.nn as nn
import torch.nn.functional as F


class Expert(nn.Module):
    def __init__(self, d, hidden):
        super().__init__()
        self.w1 = nn.Linear(d, hidden, bias=False)
        self.w2 = nn.Linear(hidden, d, bias=False)
        self.w3 = nn.Linear(d, hidden, bias=False)

    def forward(self, x):
        return self.w2(F.silu(self.w1(x)) * self.w3(x))


class Router(nn.Module):
    def __init__(self, d, n, k=2, jitter=0.01):
        super().__init__()
        self.gate = nn.Linear(d, n, bias=False)
        self.k = k
        self.jitter = jitter
        self.last_probs = None
        self.last_logits = None

    def forward(self, x) -> Tuple[torch.Tensor, torch.Tensor]:
        if self.training and self.jitter:
            x = x * torch.empty_like(x).uniform_(1 - self.jitter, 1 + self.jitter)
        logits = self.gate(x)
        self.last_logits = logits
        self.last_probs = torch.softmax(logits, dim=-1)
        w, idx = self.last_probs.topk(self.k, dim=-1)
        return w / w.sum(-1, keepdim=True), idx  #@ stable naive-softmax

    def entropy(self):
        p = self.last_probs
        return -(p * p.log()).sum(-1).mean()  #@ unstable log-of-softmax across

    def z_loss(self):
        return torch.logsumexp(self.last_logits, dim=-1).pow(2).mean()  #@ stable naive-logsumexp

    def balance_loss(self):
        p = self.last_probs.reshape(-1, self.last_probs.size(-1))
        hard = F.one_hot(p.argmax(-1), p.size(-1)).float().mean(0)
        return p.size(-1) * (hard * p.mean(0)).sum()


class SigmoidRouter(nn.Module):
    """DeepSeek style scores."""

    def __init__(self, d, n, k=4):
        super().__init__()
        self.gate = nn.Linear(d, n, bias=False)
        self.register_buffer('bias', torch.zeros(n))
        self.k = k

    def forward(self, x):
        scores = torch.sigmoid(self.gate(x))
        idx = (scores + self.bias).topk(self.k, -1).indices
        w = scores.gather(-1, idx)
        return w / (w.sum(-1, keepdim=True) + 1e-20), idx  #@ stable other

    @torch.no_grad()
    def rebalance(self, load, lr=1e-3):
        self.bias += lr * torch.sign(load.float().mean() - load.float())


class TopKExpGate(nn.Module):
    def __init__(self, d, n, k=2):
        super().__init__()
        self.w = nn.Parameter(torch.empty(d, n))
        nn.init.normal_(self.w, std=0.02)
        self.k = k

    def forward(self, x):
        val, idx = (x @ self.w).topk(self.k, dim=-1)
        val = torch.exp(val)
        val.div_(val.sum(dim=-1, keepdim=True))  #@ unstable naive-softmax
        return val, idx


class MoELayer(nn.Module):
    def __init__(self, d=256, n=8, k=2, kind='softmax'):
        super().__init__()
        self.experts = nn.ModuleList(Expert(d, 2 * d) for _ in range(n))
        self.router = {'softmax': Router, 'sigmoid': SigmoidRouter, 'exp': TopKExpGate}[kind](d, n, k)

    def forward(self, x):
        shape = x.shape
        x = x.reshape(-1, shape[-1])
        w, idx = self.router(x)
        out = torch.zeros_like(x)
        for e, expert in enumerate(self.experts):
            tok, slot = (idx == e).nonzero(as_tuple=True)
            if tok.numel() == 0:
                continue
            out.index_add_(0, tok, w[tok, slot, None] * expert(x[tok]))
        return out.view(shape)


class TinyMoELM(nn.Module):
    def __init__(self, vocab, d=256, layers=4):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.layers = nn.ModuleList(MoELayer(d) for _ in range(layers))
        self.norm = nn.LayerNorm(d)
        self.head = nn.Linear(d, vocab, bias=False)

    def forward(self, ids, labels=None):
        x = self.emb(ids)
        for l in self.layers:
            x = x + l(self.norm(x))
        logits = self.head(self.norm(x))
        if labels is None:
            return logits, None
        loss = F.cross_entropy(logits.flatten(0, -2), labels.flatten())  #@ stable softmax-before-ce
        for l in self.layers:
            loss = loss + 1e-3 * l.router.z_loss() + 1e-2 * l.router.balance_loss()
        return logits, loss


def routing_kl(student: Router, teacher: Router):
    s, t = student.last_probs, teacher.last_probs.detach()
    return F.kl_div((s + 1e-9).log(), t, reduction='batchmean')  #@ unstable log-eps-hack across
