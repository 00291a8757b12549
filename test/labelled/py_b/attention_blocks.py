import math
from typing import Optional

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor


def scaled_dot(q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor] = None) -> Tensor:
    d = q.size(-1)
    scores = torch.matmul(q, k.transpose(-2, -1)) / math.sqrt(d)
    if mask is not None:
        scores = scores.masked_fill(mask == 0, -1e9)
    return torch.matmul(F.softmax(scores, dim=-1), v)  #@ stable mask-constant


class HalfAttention(nn.Module):
    """Attention block used in the fp16 inference server."""

    def __init__(self, dim: int, heads: int = 8):
        super().__init__()
        self.h = heads
        self.qkv = nn.Linear(dim, dim * 3).half()
        self.out = nn.Linear(dim, dim).half()

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        B, T, C = x.shape
        q, k, v = self.qkv(x.half()).chunk(3, dim=-1)
        q, k, v = (t.view(B, T, self.h, -1).transpose(1, 2) for t in (q, k, v))
        att = (q @ k.transpose(-1, -2)).half() / math.sqrt(C // self.h)
        att = att.masked_fill(mask == 0, -1e9)  #@ unstable mask-constant
        att = att.softmax(-1)
        return self.out((att @ v).transpose(1, 2).reshape(B, T, C))


class AdditiveAttention(nn.Module):
    def __init__(self, enc_dim, dec_dim, att_dim):
        super().__init__()
        self.W = nn.Linear(enc_dim + dec_dim, att_dim)
        self.v = nn.Linear(att_dim, 1, bias=False)

    def forward(self, enc, dec, lengths):
        T = enc.size(1)
        dec = dec.unsqueeze(1).expand(-1, T, -1)
        e = self.v(torch.tanh(self.W(torch.cat([enc, dec], -1)))).squeeze(-1)
        mask = (torch.arange(T, device=enc.device)[None, :] < lengths[:, None]).float()
        w = torch.exp(e) * mask  #@ unstable naive-softmax
        w = w / w.sum(1, keepdim=True)
        return torch.bmm(w.unsqueeze(1), enc).squeeze(1), w


class HANAttention(nn.Module):
    """word attention of hierarchical attention networks"""

    def __init__(self, hidden):
        super().__init__()
        self.fc = nn.Linear(hidden, hidden)
        self.ctx = nn.Parameter(torch.Tensor(hidden).uniform_(-0.1, 0.1))

    def forward(self, h):
        u = self.fc(h)
        a = u.matmul(self.ctx).exp()
        a = a / a.sum(dim=1, keepdim=True)  #@ unstable naive-softmax
        return (h * a.unsqueeze(-1)).sum(1)


class ShiftedAttention(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.q = nn.Linear(dim, dim)
        self.k = nn.Linear(dim, dim)

    def forward(self, x, mask):
        s = self.q(x) @ self.k(x).transpose(1, 2)
        s = s - s.max(dim=-1, keepdim=True)[0]
        w = torch.exp(s) * mask  #@ stable naive-softmax
        return (w / (w.sum(-1, keepdim=True) + 1e-13)) @ x  #@ stable naive-softmax


class CausalSelfAttention(nn.Module):
    def __init__(self, dim, block):
        super().__init__()
        self.qkv = nn.Linear(dim, 3 * dim)
        self.register_buffer('bias', torch.tril(torch.ones(block, block)).view(1, block, block))

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.qkv(x).split(C, dim=2)
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = att.masked_fill(self.bias[:, :T, :T] == 0, float('-inf'))
        att = F.softmax(att, dim=-1)  #@ stable fully-masked-row
        return att @ v


class PadAttention(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.score = nn.Linear(dim, 1)

    def forward(self, x, pad_mask):
        # pad_mask: True for padding, can be a whole empty document
        s = self.score(x).squeeze(-1)
        s = s.masked_fill(pad_mask, float('-inf'))
        w = F.softmax(s, dim=1)  #@ unstable fully-masked-row
        return torch.einsum('bt,btd->bd', w, x)


def sinusoid(n, d):
    pos = torch.arange(n).float().unsqueeze(1)
    div = torch.exp(torch.arange(0, d, 2).float() * -(math.log(10000.0) / d))
    pe = torch.zeros(n, d)
    pe[:, 0::2], pe[:, 1::2] = torch.sin(pos * div), torch.cos(pos * div)
    return pe
