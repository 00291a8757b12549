import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class GPTConfig:
    block: int = 256
    vocab: int = 50304
    layers: int = 6
    heads: int = 6
    dim: int = 384
    dropout: float = 0.0
    dtype: str = "float16"


def build_causal(n, device):
    return torch.triu(torch.ones(n, n, dtype=torch.bool, device=device), 1)


def build_pad(lengths, n):
    return torch.arange(n, device=lengths.device)[None] >= lengths[:, None]


class CausalSelfAttention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.qkv = nn.Linear(c.dim, 3 * c.dim)
        self.proj = nn.Linear(c.dim, c.dim)

    def split(self, x):
        B, T, C = x.shape
        return (t.view(B, T, self.c.heads, -1).transpose(1, 2) for t in self.qkv(x).split(C, dim=2))

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.split(x)
        att = q @ k.transpose(-2, -1) / math.sqrt(k.size(-1))
        att = att.masked_fill(build_causal(T, x.device), float("-inf"))
        att = F.softmax(att, dim=-1)  #@ stable fully-masked-row
        return self.proj((att @ v).transpose(1, 2).reshape(B, T, C))


class PaddedAttention(CausalSelfAttention):
    def forward(self, x, lengths):
        B, T, C = x.shape
        with torch.autocast("cuda", dtype=torch.float16):
            q, k, v = self.split(x)
            att = q @ k.transpose(-2, -1) / math.sqrt(k.size(-1))
            att = att.masked_fill(build_pad(lengths, T)[:, None, None], -1e9)  #@ unstable mask-constant
            att = att.softmax(-1)
            return self.proj((att @ v).transpose(1, 2).reshape(B, T, C))


class PaddedBF16(CausalSelfAttention):
    def forward(self, x, lengths):
        B, T, C = x.shape
        with torch.autocast("cuda", dtype=torch.bfloat16):
            q, k, v = self.split(x)
            att = q @ k.transpose(-2, -1) / math.sqrt(k.size(-1))
            att = att.masked_fill(build_pad(lengths, T)[:, None, None], -1e9)  #@ stable mask-constant
            att = att.softmax(-1)
            return self.proj((att @ v).transpose(1, 2).reshape(B, T, C))


class LeftPadAttention(CausalSelfAttention):
    """Left padded prompts: rows of the pad positions see nothing."""

    def forward(self, x, start):
        B, T, C = x.shape
        q, k, v = self.split(x)
        att = q @ k.transpose(-2, -1) / math.sqrt(k.size(-1))
        before = torch.arange(T, device=x.device)[None] < start[:, None]
        mask = build_causal(T, x.device)[None, None] | before[:, None, None]
        att = torch.softmax(att.masked_fill(mask, float("-inf")), dim=-1)  #@ unstable fully-masked-row across
        return self.proj((att @ v).transpose(1, 2).reshape(B, T, C))


class LeftPadSafe(LeftPadAttention):
    def forward(self, x, start):
        B, T, C = x.shape
        q, k, v = self.split(x)
        att = (q @ k.transpose(-2, -1)).float() / math.sqrt(k.size(-1))
        before = torch.arange(T, device=x.device)[None] < start[:, None]
        mask = build_causal(T, x.device)[None, None] | before[:, None, None]
        att = att.masked_fill(mask, torch.finfo(att.dtype).min)  #@ stable mask-constant
        att = torch.softmax(att, dim=-1).to(v.dtype)  #@ stable fully-masked-row
        return self.proj((att @ v).transpose(1, 2).reshape(B, T, C))


class Model(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.tok, self.pos = nn.Embedding(c.vocab, c.dim), nn.Embedding(c.block, c.dim)
        self.att = nn.ModuleList(CausalSelfAttention(c) for _ in range(c.layers))
        self.ln = nn.LayerNorm(c.dim)
        self.head = nn.Linear(c.dim, c.vocab, bias=False)
        self.register_buffer("alibi", torch.tensor([2 ** (-8 * (i + 1) / c.heads) for i in range(c.heads)]))

    def forward(self, idx, targets=None):
        x = self.tok(idx) + self.pos.weight[: idx.size(1)]
        for a in self.att:
            x = x + a(self.ln(x))
        logits = self.head(self.ln(x))
        loss = None
        if targets is not None:
            loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1), ignore_index=-1)  #@ stable softmax-before-ce
        return logits, loss

    @torch.no_grad()
    def generate(self, idx, n, temperature=1.0, top_k=None):
        for _ in range(n):
            logits, _ = self(idx[:, -self.c.block:])
            logits = logits[:, -1] / temperature
            if top_k is not None:
                v, _ = torch.topk(logits, min(top_k, logits.size(-1)))
                logits[logits < v[:, [-1]]] = -float("inf")
            probs = F.softmax(logits, dim=-1)  #@ stable fully-masked-row
            idx = torch.cat([idx, torch.multinomial(probs, 1)], 1)
        return idx


def get_lr(it, warm=2000, total=60000, hi=6e-4, lo=6e-5):
    if it < warm:
        return hi * it / warm
    r = min(1.0, (it - warm) / (total - warm))
    return lo + 0.5 * (1 + math.cos(math.pi * r)) * (hi - lo)


def train(model, get_batch, iters=1000):
    opt = torch.optim.AdamW(model.parameters(), 6e-4, betas=(0.9, 0.95))
    scaler = torch.cuda.amp.GradScaler()
    for it in range(iters):
        for g in opt.param_groups:
            g["lr"] = get_lr(it)
        x, y = get_batch()
        with torch.autocast("cuda", dtype=torch.float16):
            _, loss = model(x, y)
        scaler.scale(loss).backward()
        scaler.step(opt)
        scaler.update()
        opt.zero_grad(set_to_none=True)
