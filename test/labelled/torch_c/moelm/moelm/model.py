import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from .config import MoEConfig
from .router import SoftRouter, TopKRouter, balance_loss, entropy_bonus, z_loss


class RMSNorm(nn.Module):
    def __init__(self, dim, eps=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) * self.weight


class Attention(nn.Module):
    def __init__(self, cfg: MoEConfig):
        super().__init__()
        self.h = cfg.n_heads
        self.qkv = nn.Linear(cfg.d_model, 3 * cfg.d_model, bias=False)
        self.out = nn.Linear(cfg.d_model, cfg.d_model, bias=False)
        m = torch.triu(torch.ones(cfg.max_len, cfg.max_len, dtype=torch.bool), 1)
        self.register_buffer("causal", m, persistent=False)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.h, d // self.h).permute(2, 0, 3, 1, 4)
        att = (q @ k.transpose(-2, -1)) / math.sqrt(d // self.h)
        att = att.masked_fill(self.causal[:t, :t], float("-inf"))
        att = F.softmax(att, dim=-1)  #@ stable fully-masked-row
        return self.out((att @ v).transpose(1, 2).reshape(b, t, d))


class Expert(nn.Module):
    def __init__(self, d, mult=4):
        super().__init__()
        self.up = nn.Linear(d, mult * d)
        self.down = nn.Linear(mult * d, d)

    def forward(self, x):
        return self.down(F.silu(self.up(x)))


class MoEBlock(nn.Module):
    def __init__(self, cfg: MoEConfig):
        super().__init__()
        self.cfg = cfg
        self.n1, self.n2 = RMSNorm(cfg.d_model), RMSNorm(cfg.d_model)
        self.attn = Attention(cfg)
        self.router = TopKRouter(cfg.d_model, cfg.n_experts, cfg.top_k)
        self.experts = nn.ModuleList(Expert(cfg.d_model) for _ in range(cfg.n_experts))

    def forward(self, x):
        x = x + self.attn(self.n1(x))
        h = self.n2(x)
        r = self.router(h)
        y = torch.zeros_like(h)
        for e, expert in enumerate(self.experts):
            sel = (r.indices == e)
            w = (r.weights * sel).sum(-1, keepdim=True)
            rows = sel.any(-1)
            if rows.any():
                y[rows] = y[rows] + w[rows] * expert(h[rows])
        aux = self.cfg.router_z_coef * z_loss(r) + self.cfg.balance_coef * balance_loss(r, self.cfg.n_experts)
        aux = aux - self.cfg.entropy_coef * entropy_bonus(r)
        return x + y, aux


class MoELM(nn.Module):
    def __init__(self, cfg: MoEConfig):
        super().__init__()
        self.cfg = cfg
        self.tok = nn.Embedding(cfg.vocab_size, cfg.d_model)
        self.pos = nn.Embedding(cfg.max_len, cfg.d_model)
        self.blocks = nn.ModuleList(MoEBlock(cfg) for _ in range(cfg.n_layers))
        self.norm = RMSNorm(cfg.d_model)
        self.head = nn.Linear(cfg.d_model, cfg.vocab_size, bias=False)
        self.head.weight = self.tok.weight

    def forward(self, ids, targets=None):
        x = self.tok(ids) + self.pos.weight[: ids.size(1)]
        aux = x.new_zeros(())
        for blk in self.blocks:
            x, a = blk(x)
            aux = aux + a
        logits = self.head(self.norm(x))
        if targets is None:
            return logits, None
        ce = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-100)  #@ stable softmax-before-ce
        return logits, ce + aux

    @torch.no_grad()
    def next_token_probs(self, ids):
        logits, _ = self(ids)
        return F.softmax(logits[:, -1], dim=-1)
