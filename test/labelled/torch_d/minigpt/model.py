import math

import torch
import torch.nn as nn
from torch.nn import functional as F

from .config import GPTConfig

NEG = -1e9


class Attention(nn.Module):
    def __init__(self, cfg: GPTConfig):
        super().__init__()
        self.cfg = cfg
        self.c_attn = nn.Linear(cfg.n_embd, 3 * cfg.n_embd)
        self.c_proj = nn.Linear(cfg.n_embd, cfg.n_embd)
        self.register_buffer('bias', torch.tril(torch.ones(cfg.block_size, cfg.block_size)))

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = (t.view(B, T, self.cfg.n_head, -1).transpose(1, 2) for t in self.c_attn(x).split(C, 2))
        att = (q.half() @ k.half().transpose(-2, -1)) / math.sqrt(q.size(-1))
        b = self.bias[:T, :T].half()
        att = att * b + NEG * (1 - b)  #@ unstable mask-constant across
        att = F.softmax(att, dim=-1)
        return self.c_proj((att.float() @ v).transpose(1, 2).reshape(B, T, C))


class NewGELU(nn.Module):
    def forward(self, x):
        return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * torch.pow(x, 3.0))))


class QuickGELU(nn.Module):
    def forward(self, x):
        e = torch.exp(1.702 * x)
        return x * e / (1 + e)  #@ unstable naive-sigmoid


class Mish(nn.Module):
    def forward(self, x):
        return x * torch.tanh(torch.log(1 + torch.exp(x)))  #@ unstable naive-softplus


class Block(nn.Module):
    def __init__(self, cfg, act=NewGELU):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(cfg.n_embd), nn.LayerNorm(cfg.n_embd)
        self.attn = Attention(cfg)
        self.mlp = nn.Sequential(nn.Linear(cfg.n_embd, 4 * cfg.n_embd), act(), nn.Linear(4 * cfg.n_embd, cfg.n_embd))

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class GPT(nn.Module):
    def __init__(self, cfg: GPTConfig):
        super().__init__()
        self.cfg = cfg
        self.wte = nn.Embedding(cfg.vocab_size, cfg.n_embd)
        self.wpe = nn.Embedding(cfg.block_size, cfg.n_embd)
        self.h = nn.ModuleList([Block(cfg) for _ in range(cfg.n_layer)])
        self.lm_head = nn.Linear(cfg.n_embd, cfg.vocab_size, bias=False)

    def forward(self, idx):
        x = self.wte(idx) + self.wpe(torch.arange(idx.size(1), device=idx.device))
        for b in self.h:
            x = b(x)
        return self.lm_head(x)

    def probs(self, idx):
        return F.softmax(self(idx), dim=-1)
