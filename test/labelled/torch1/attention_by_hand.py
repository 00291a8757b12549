"""Different attention mechanisms, written out by hand for the reading group."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def masked_softmax(X, valid_lens):
    """Softmax over the last axis with masked elements."""
    def _sequence_mask(X, valid_len, value=0):
        maxlen = X.size(1)
        mask = torch.arange(maxlen, dtype=torch.float32, device=X.device)[None, :] < valid_len[:, None]
        X[~mask] = value
        return X

    if valid_lens is None:
        return F.softmax(X, dim=-1)
    shape = X.shape
    if valid_lens.dim() == 1:
        valid_lens = torch.repeat_interleave(valid_lens, shape[1])
    else:
        valid_lens = valid_lens.reshape(-1)
    X = _sequence_mask(X.reshape(-1, shape[-1]), valid_lens, value=-1e6)
    return F.softmax(X.reshape(shape), dim=-1)  #@ stable mask-constant


class BahdanauAttention(nn.Module):
    def __init__(self, hidden, key_size, query_size):
        super().__init__()
        self.W_k = nn.Linear(key_size, hidden, bias=False)
        self.W_q = nn.Linear(query_size, hidden, bias=False)
        self.v = nn.Linear(hidden, 1, bias=False)

    def forward(self, q, k, v, valid_lens=None):
        feats = torch.tanh(self.W_q(q).unsqueeze(2) + self.W_k(k).unsqueeze(1))
        scores = self.v(feats).squeeze(-1)
        return torch.bmm(masked_softmax(scores, valid_lens), v)


class WordAttention(nn.Module):
    """Hierarchical attention (Yang et al.), word level."""

    def __init__(self, dim, attn_dim):
        super().__init__()
        self.proj = nn.Linear(dim, attn_dim)
        self.context = nn.Linear(attn_dim, 1, bias=False)

    def forward(self, h, lengths):
        u = torch.tanh(self.proj(h))
        a = self.context(u).squeeze(2)
        max_a = a.max()
        a = torch.exp(a - max_a)
        mask = torch.arange(h.size(1), device=h.device)[None] < lengths[:, None]
        a = a * mask.float()
        alpha = a / a.sum(dim=1, keepdim=True)  #@ unstable wrong-shift
        return (h * alpha.unsqueeze(2)).sum(1), alpha


class DotAttention(nn.Module):
    def __init__(self, d_k, causal=False):
        super().__init__()
        self.scale = 1 / math.sqrt(d_k)
        self.causal = causal

    def forward(self, q, k, v):
        scores = torch.matmul(q, k.transpose(-2, -1)) * self.scale
        if self.causal:
            T = scores.size(-1)
            tri = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), 1)
            scores = scores.masked_fill(tri, float('-inf'))
        w = torch.softmax(scores, -1)  #@ stable fully-masked-row
        return w @ v, w


class ExpAttention(nn.Module):
    """Old Keras-like attention layer ported from a Kaggle kernel."""

    def __init__(self, feature_dim, step_dim, bias=True):
        super(ExpAttention, self).__init__()
        self.feature_dim = feature_dim
        self.step_dim = step_dim
        weight = torch.zeros(feature_dim, 1)
        nn.init.xavier_uniform_(weight)
        self.weight = nn.Parameter(weight)
        self.b = nn.Parameter(torch.zeros(step_dim)) if bias else None

    def forward(self, x, mask=None):
        eij = torch.mm(x.contiguous().view(-1, self.feature_dim), self.weight).view(-1, self.step_dim)
        if self.b is not None:
            eij = eij + self.b
        eij = torch.tanh(eij)
        a = torch.exp(eij)
        if mask is not None:
            a = a * mask
        a = a / (torch.sum(a, 1, keepdim=True) + 1e-10)  #@ stable naive-softmax
        return torch.sum(x * torch.unsqueeze(a, -1), 1)


class AdditiveGate(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.fc = nn.Linear(dim, 1)

    def forward(self, x, mask):
        e = self.fc(x).squeeze(-1).exp() * mask
        w = e / (e.sum(-1, keepdim=True) + 1e-13)  #@ unstable naive-softmax
        return torch.einsum('bt,btd->bd', w, x)


class LinearAttention(nn.Module):
    def forward(self, q, k, v):
        q = F.elu(q) + 1
        k = F.elu(k) + 1
        kv = torch.einsum('bnd,bne->bde', k, v)
        z = 1 / (torch.einsum('bnd,bd->bn', q, k.sum(1)) + 1e-6)
        return torch.einsum('bnd,bde,bn->bne', q, kv, z)


def key_padding_attention(q, k, v, pad):
    """pad: B x S, True where the token is padding."""
    s = torch.einsum('bqd,bkd->bqk', q, k) / q.size(-1) ** 0.5
    s = s.masked_fill(pad[:, None, :], -float('inf'))
    return F.softmax(s, dim=-1) @ v  #@ unstable fully-masked-row


if __name__ == '__main__':
    x = torch.randn(2, 7, 16)
    out, w = DotAttention(16, causal=True)(x, x, x)
    print(out.shape, w[0])
    print(BahdanauAttention(8, 16, 16)(x, x, x, torch.tensor([3, 7])).shape)
