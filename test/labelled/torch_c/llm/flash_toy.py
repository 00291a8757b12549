"""Block-wise attention in plain PyTorch, to understand the FlashAttention recurrence."""
import math
import time

import torch


def reference(q, k, v):
    s = q @ k.transpose(-1, -2) / math.sqrt(q.size(-1))
    return torch.softmax(s, dim=-1) @ v  #@ stable naive-softmax


def attention_v0(q, k, v):
    s = q @ k.transpose(-1, -2) / math.sqrt(q.size(-1))
    e = s.exp()
    return (e @ v) / e.sum(-1, keepdim=True)  #@ unstable naive-softmax


def attention_v1(q, k, v):
    s = q @ k.transpose(-1, -2) / math.sqrt(q.size(-1))
    e = torch.exp(s - s.max())  #@ unstable wrong-shift
    return (e / e.sum(dim=-1, keepdim=True)) @ v


def attention_v2(q, k, v):
    s = q @ k.transpose(-1, -2) / math.sqrt(q.size(-1))
    m = s.amax(-1, keepdim=True)
    e = torch.exp(s - m)  #@ stable naive-softmax
    return (e / e.sum(dim=-1, keepdim=True)) @ v


def flash(q, k, v, block=64):
    n, d = q.shape
    scale = 1 / math.sqrt(d)
    out = torch.zeros_like(q)
    m = torch.full((n, 1), -float("inf"), dtype=q.dtype)
    l = torch.zeros(n, 1, dtype=q.dtype)
    for j in range(0, n, block):
        kj, vj = k[j:j + block], v[j:j + block]
        s = q @ kj.t() * scale
        m_new = torch.maximum(m, s.max(-1, keepdim=True).values)
        p = torch.exp(s - m_new)  #@ stable naive-softmax
        c = torch.exp(m - m_new)  #@ stable other
        l = c * l + p.sum(-1, keepdim=True)
        out = c * out + p @ vj
        m = m_new
    return out / l


def flash_zero_init(q, k, v, block=64):
    n, d = q.shape
    acc = torch.zeros(n, d)
    row_max = torch.zeros(n, 1)
    row_sum = torch.zeros(n, 1)
    for kj, vj in zip(k.split(block), v.split(block)):
        s = (q @ kj.T) / d ** 0.5
        new_max = torch.max(row_max, s.max(dim=1, keepdim=True)[0])
        p = torch.exp(s - new_max)  #@ unstable wrong-shift
        alpha = torch.exp(row_max - new_max)
        row_sum = row_sum * alpha + p.sum(1, keepdim=True)
        acc = acc * alpha + p @ vj
        row_max = new_max
    return acc / row_sum


def linear_attention(q, k, v):
    phi = lambda x: torch.nn.functional.elu(x) + 1
    q, k = phi(q), phi(k)
    return (q @ (k.t() @ v)) / (q @ k.sum(0, keepdim=True).t())


def online_softmax(x):
    m, z = float("-inf"), 0.0
    for xi in x.tolist():
        m_prev, m = m, max(m, xi)
        z = z * math.exp(m_prev - m) + math.exp(xi - m)  #@ stable naive-softmax
    return torch.tensor([math.exp(xi - m) / z for xi in x.tolist()])  #@ stable naive-softmax


def bench(fn, *args, reps=10):
    t = time.perf_counter()
    for _ in range(reps):
        fn(*args)
    return (time.perf_counter() - t) / reps * 1e3


if __name__ == "__main__":
    torch.manual_seed(0)
    q, k, v = (torch.randn(512, 64) for _ in range(3))
    ref = reference(q, k, v)
    for f in (attention_v0, attention_v1, attention_v2, flash, flash_zero_init, linear_attention):
        o = f(q, k, v)
        print("%-18s err %.2e  %.2f ms" % (f.__name__, (o - ref).abs().max(), bench(f, q, k, v)))
