from functools import partial

import torch
from torch import nn, einsum
import torch.nn.functional as F
from einops import rearrange, repeat, reduce
from einops.layers.torch import Rearrange


def exists(val):
    return val is not None


def default(val, d):
    return val if exists(val) else d


def max_neg_value(t):
    return -torch.finfo(t.dtype).max


class PreNorm(nn.Module):
    def __init__(self, dim, fn):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.fn = fn

    def forward(self, x, **kwargs):
        return self.fn(self.norm(x), **kwargs)


class Attention(nn.Module):
    def __init__(self, dim, heads=8, dim_head=64):
        super().__init__()
        inner = dim_head * heads
        self.heads = heads
        self.scale = dim_head ** -0.5
        self.attend = nn.Softmax(dim=-1)
        self.to_qkv = nn.Linear(dim, inner * 3, bias=False)
        self.to_out = nn.Linear(inner, dim)

    def forward(self, x, mask=None):
        q, k, v = map(lambda t: rearrange(t, 'b n (h d) -> b h n d', h=self.heads), self.to_qkv(x).chunk(3, -1))
        dots = einsum('b h i d, b h j d -> b h i j', q, k) * self.scale
        if exists(mask):
            mask = rearrange(mask, 'b j -> b () () j')
            dots.masked_fill_(~mask, max_neg_value(dots))
        attn = self.attend(dots)  #@ stable mask-constant
        out = rearrange(einsum('b h i j, b h j d -> b h i d', attn, v), 'b h n d -> b n (h d)')
        return self.to_out(out)


class StreamAttention(nn.Module):
    """Chunked attention that keeps a running numerator / denominator."""

    def __init__(self, dim, chunk=64):
        super().__init__()
        self.qkv = nn.Linear(dim, dim * 3)
        self.chunk = chunk
        self.scale = dim ** -0.5

    def forward(self, x):
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        q = q * self.scale
        num = torch.zeros_like(q)
        den = q.new_zeros(*q.shape[:-1], 1)
        for ks, vs in zip(k.split(self.chunk, 1), v.split(self.chunk, 1)):
            w = einsum('b i d, b j d -> b i j', q, ks).exp()
            num = num + w @ vs
            den = den + reduce(w, 'b i j -> b i 1', 'sum')
        return num / den  #@ unstable naive-softmax


class OnlineAttention(nn.Module):
    def __init__(self, dim, chunk=64):
        super().__init__()
        self.qkv = nn.Linear(dim, dim * 3)
        self.chunk = chunk
        self.scale = dim ** -0.5

    def forward(self, x):
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        q = q * self.scale
        acc = torch.zeros_like(q)
        l = q.new_zeros(*q.shape[:-1], 1)
        m = q.new_full((*q.shape[:-1], 1), float('-inf'))
        for ks, vs in zip(k.split(self.chunk, 1), v.split(self.chunk, 1)):
            s = einsum('b i d, b j d -> b i j', q, ks)
            m_new = torch.maximum(m, s.amax(-1, keepdim=True))
            p = torch.exp(s - m_new)  #@ stable naive-softmax
            corr = torch.exp(m - m_new)  #@ stable other
            acc = acc * corr + p @ vs
            l = l * corr + p.sum(-1, keepdim=True)
            m = m_new
        return acc / l  #@ stable naive-softmax


class LookupPool(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.score = nn.Linear(dim, 1)

    def forward(self, x):
        s = rearrange(self.score(x), 'b n 1 -> b n')
        w = torch.exp(s - s.mean(dim=-1, keepdim=True))
        w = w / reduce(w, 'b n -> b 1', 'sum')  #@ unstable wrong-shift
        return einsum('b n, b n d -> b d', w, x)


class ViT(nn.Module):
    def __init__(self, *, image_size, patch_size, num_classes, dim, depth, heads, channels=3):
        super().__init__()
        n = (image_size // patch_size) ** 2
        pd = channels * patch_size ** 2
        self.to_patch = nn.Sequential(
            Rearrange('b c (h p1) (w p2) -> b (h w) (p1 p2 c)', p1=patch_size, p2=patch_size),
            nn.Linear(pd, dim))
        self.pos = nn.Parameter(torch.randn(1, n + 1, dim))
        self.cls = nn.Parameter(torch.randn(1, 1, dim))
        ff = lambda: nn.Sequential(nn.Linear(dim, dim * 4), nn.GELU(), nn.Linear(dim * 4, dim))
        self.layers = nn.ModuleList([nn.ModuleList([PreNorm(dim, Attention(dim, heads)), PreNorm(dim, ff())])
                                     for _ in range(depth)])
        self.head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, num_classes), nn.Softmax(-1))

    def forward(self, img):
        x = self.to_patch(img)
        x = torch.cat((repeat(self.cls, '1 1 d -> b 1 d', b=x.shape[0]), x), dim=1) + self.pos
        for attn, ff in self.layers:
            x = attn(x) + x
            x = ff(x) + x
        return self.head(x[:, 0])


def train(loader, epochs=10):
    vit = ViT(image_size=32, patch_size=4, num_classes=10, dim=128, depth=4, heads=4)
    opt = torch.optim.AdamW(vit.parameters(), lr=3e-4)
    loss_fn = partial(F.cross_entropy, label_smoothing=0.1)
    for _ in range(epochs):
        for x, y in loader:
            loss = loss_fn(vit(x), y)  #@ unstable softmax-before-ce across
            opt.zero_grad()
            loss.backward()
            opt.step()
    return vit
