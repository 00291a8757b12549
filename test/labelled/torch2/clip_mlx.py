import math
from dataclasses import dataclass

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim


@dataclass
class CLIPConfig:
    dim: int = 256
    heads: int = 4
    layers: int = 4
    vocab: int = 8192
    patch: int = 16
    max_logit_scale: float = 100.0


class Attention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.h = heads
        self.scale = (dim // heads) ** -0.5
        self.qkv = nn.Linear(dim, 3 * dim)
        self.o = nn.Linear(dim, dim)

    def __call__(self, x, mask=None):
        B, L, D = x.shape
        q, k, v = mx.split(self.qkv(x), 3, axis=-1)
        q, k, v = (t.reshape(B, L, self.h, -1).transpose(0, 2, 1, 3) for t in (q, k, v))
        scores = (q * self.scale) @ k.transpose(0, 1, 3, 2)
        if mask is not None:
            scores = scores + mask
        w = mx.softmax(scores.astype(mx.float32), axis=-1).astype(scores.dtype)  #@ stable naive-softmax
        return self.o((w @ v).transpose(0, 2, 1, 3).reshape(B, L, D))


class Block(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(cfg.dim), nn.LayerNorm(cfg.dim)
        self.attn = Attention(cfg.dim, cfg.heads)
        self.mlp = nn.Sequential(nn.Linear(cfg.dim, 4 * cfg.dim), nn.GELU(), nn.Linear(4 * cfg.dim, cfg.dim))

    def __call__(self, x, mask=None):
        x = x + self.attn(self.ln1(x), mask)
        return x + self.mlp(self.ln2(x))


class CLIP(nn.Module):
    def __init__(self, cfg: CLIPConfig):
        super().__init__()
        self.cfg = cfg
        self.tok = nn.Embedding(cfg.vocab, cfg.dim)
        self.patch = nn.Conv2d(3, cfg.dim, cfg.patch, cfg.patch)
        self.text = [Block(cfg) for _ in range(cfg.layers)]
        self.vision = [Block(cfg) for _ in range(cfg.layers)]
        self.logit_scale = mx.array(math.log(1 / 0.07))  #@ stable other

    def encode_text(self, ids):
        x = self.tok(ids)
        mask = nn.MultiHeadAttention.create_additive_causal_mask(ids.shape[1])
        for b in self.text:
            x = b(x, mask)
        return x[:, -1]

    def encode_image(self, im):
        x = self.patch(im)
        x = x.reshape(x.shape[0], -1, x.shape[-1])
        for b in self.vision:
            x = b(x)
        return x.mean(axis=1)

    def __call__(self, im, ids, norm=True):
        i, t = self.encode_image(im), self.encode_text(ids)
        if norm:
            i = i / mx.linalg.norm(i, axis=-1, keepdims=True)
            t = t / mx.linalg.norm(t, axis=-1, keepdims=True)
        s = mx.minimum(mx.exp(self.logit_scale), self.cfg.max_logit_scale)  #@ stable other
        return s * i @ t.T


def clip_loss(model, im, ids):
    logits = model(im, ids)
    labels = mx.arange(logits.shape[0])
    a = nn.losses.cross_entropy(logits, labels)  #@ stable softmax-before-ce
    b = nn.losses.cross_entropy(logits.T, labels)
    return 0.5 * (a.mean() + b.mean())


def siglip_loss(model, im, ids, bias=-10.0):
    logits = model(im, ids) + bias
    z = 2 * mx.eye(logits.shape[0]) - 1
    return -mx.log(mx.sigmoid(z * logits)).sum(axis=-1).mean()  #@ unstable log-of-sigmoid


def siglip_loss_v2(model, im, ids, bias=-10.0):
    logits = model(im, ids) + bias
    z = 2 * mx.eye(logits.shape[0]) - 1
    return mx.logaddexp(0, -z * logits).sum(axis=-1).mean()  #@ stable naive-softplus


def zero_shot(model, im, class_ids, labels):
    probs = mx.softmax(model(im, class_ids), axis=-1)
    acc = (probs.argmax(axis=-1) == labels).mean()
    conf = mx.take_along_axis(probs, labels[:, None], axis=-1)
    nll = -mx.log(conf).mean()  #@ unstable nll-of-softmax
    return acc, nll


def train(model, batches, lr=3e-4):
    opt = optim.AdamW(learning_rate=lr)
    step = nn.value_and_grad(model, clip_loss)
    for i, (im, ids) in enumerate(batches):
        loss, g = step(model, im, ids)
        opt.update(model, g)
        mx.eval(model.parameters(), opt.state, loss)
        if i % 50 == 0:
            print(f"{i:5d} {loss.item():.4f}")
