"""Inference of a small GPT in NumPy, weights from an npz file."""
import argparse
import json
from dataclasses import dataclass

import numpy as np


@dataclass
class HParams:
    n_vocab: int = 50257
    n_ctx: int = 1024
    n_embd: int = 768
    n_head: int = 12
    n_layer: int = 12


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))


def gelu_sigmoid(x):
    return x / (1.0 + np.exp(-1.702 * x))  #@ unstable naive-sigmoid


def softmax(x):
    exp_x = np.exp(x - np.max(x, axis=-1, keepdims=True))  #@ stable naive-softmax
    return exp_x / np.sum(exp_x, axis=-1, keepdims=True)


def layer_norm(x, g, b, eps=1e-5):
    mean = x.mean(-1, keepdims=True)
    var = x.var(-1, keepdims=True)
    return g * (x - mean) / np.sqrt(var + eps) + b


def linear(x, w, b):
    return x @ w + b


def attention(q, k, v, mask):
    return softmax(q @ k.T / np.sqrt(q.shape[-1]) + mask) @ v


def attention_half(q, k, v, keep):
    q, k, v = (t.astype(np.float16) for t in (q, k, v))
    s = q @ k.T / np.float16(np.sqrt(q.shape[-1]))
    s = np.where(keep, s, np.float16(-1e9))  #@ unstable mask-constant
    return softmax(s) @ v


def attention_single(q, k, v, keep):
    s = (q @ k.T / np.sqrt(q.shape[-1])).astype(np.float32)
    s = np.where(keep, s, np.float32(-1e9))  #@ stable mask-constant
    return softmax(s) @ v


def attention_pad(q, k, v, valid):
    """valid: (B, T) booleans; a batch may hold empty sequences"""
    s = np.einsum("bqd,bkd->bqk", q, k) / np.sqrt(q.shape[-1])
    s[~np.repeat(valid[:, None], s.shape[1], 1)] = -np.inf
    e = np.exp(s - s.max(axis=-1, keepdims=True))  #@ unstable fully-masked-row
    return np.einsum("bqk,bkd->bqd", e / e.sum(axis=-1, keepdims=True), v)


def mha(x, blk, n_head, mask):
    x = linear(x, blk["c_attn.w"], blk["c_attn.b"])
    qkv = [np.split(t, n_head, axis=-1) for t in np.split(x, 3, axis=-1)]
    heads = [attention(q, k, v, mask) for q, k, v in zip(*qkv)]
    return linear(np.hstack(heads), blk["c_proj.w"], blk["c_proj.b"])


def online_attention(q, K, V):
    """One query against the keys in chunks, single pass."""
    m, d, acc = 0.0, 0.0, np.zeros(V.shape[-1])
    for k, v in zip(K, V):
        s = float(q @ k)
        m_new = max(m, s)
        c = np.exp(m - m_new)
        w = np.exp(s - m_new)
        d = d * c + w
        acc = acc * c + w * v
        m = m_new
    return acc / d  #@ unstable wrong-shift


def online_attention_v2(q, K, V):
    m, d, acc = -np.inf, 0.0, np.zeros(V.shape[-1])
    for k, v in zip(K, V):
        s = float(q @ k)
        m_new = max(m, s)
        c, w = np.exp(m - m_new), np.exp(s - m_new)  #@ stable wrong-shift
        d, acc, m = d * c + w, acc * c + w * v, m_new
    return acc / d


class GPT:
    def __init__(self, path, hp: HParams):
        self.w = dict(np.load(path))
        self.hp = hp

    def block(self, i):
        pre = "h%d." % i
        return {k[len(pre):]: v for k, v in self.w.items() if k.startswith(pre)}

    def __call__(self, ids):
        T = len(ids)
        x = self.w["wte"][ids] + self.w["wpe"][:T]
        mask = (1 - np.tri(T, dtype=x.dtype)) * -1e10
        for i in range(self.hp.n_layer):
            b = self.block(i)
            x = x + mha(layer_norm(x, b["ln1.g"], b["ln1.b"]), b, self.hp.n_head, mask)
            h = gelu(linear(layer_norm(x, b["ln2.g"], b["ln2.b"]), b["fc.w"], b["fc.b"]))
            x = x + linear(h, b["proj.w"], b["proj.b"])
        return layer_norm(x, self.w["lnf.g"], self.w["lnf.b"]) @ self.w["wte"].T

    def logprobs(self, ids):
        out = self(ids)
        p = softmax(out)
        return np.log(p[np.arange(len(ids) - 1), ids[1:]])  #@ unstable nll-of-softmax across

    def perplexity(self, ids):
        return float(np.exp(-self.logprobs(ids).mean()))  #@ stable other

    def sample(self, ids, n, temperature=1.0, top_k=40, rng=np.random.default_rng()):
        ids = list(ids)
        for _ in range(n):
            logits = self(ids)[-1]
            if temperature == 0:
                ids.append(int(logits.argmax()))
                continue
            logits = logits / temperature
            cut = np.sort(logits)[-top_k]
            probs = np.where(logits >= cut, np.exp(logits), 0.0)
            probs /= probs.sum()  #@ unstable naive-softmax
            ids.append(int(rng.choice(len(probs), p=probs)))
        return ids

    def greedy(self, ids, n):
        cfg = {"temperature": 0.0}
        for _ in range(n):
            z = self(ids)[-1] / cfg["temperature"]  #@ unstable zero-temperature
            ids = ids + [int(softmax(z).argmax())]
        return ids


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("weights")
    ap.add_argument("tokens", help="json list of ids")
    ap.add_argument("-n", type=int, default=40)
    ap.add_argument("-t", type=float, default=0.8)
    a = ap.parse_args()
    gpt = GPT(a.weights, HParams())
    ids = json.loads(a.tokens)
    print(gpt.sample(ids, a.n, a.t))
    print("ppl", gpt.perplexity(np.array(ids)))
