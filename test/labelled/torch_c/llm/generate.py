#!/usr/bin/env python
import argparse
import math

import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM, AutoTokenizer


class Sampler:
    def __init__(self, temperature=1.0, top_k=0, min_p=0.0, repetition_penalty=1.0):
        self.temperature = temperature
        self.top_k = top_k
        self.min_p = min_p
        self.rep = repetition_penalty

    def penalise(self, logits, ids):
        score = torch.gather(logits, 1, ids)
        score = torch.where(score < 0, score * self.rep, score / self.rep)
        return logits.scatter(1, ids, score)

    def __call__(self, logits, ids):
        logits = self.penalise(logits, ids)
        if self.temperature == 0:
            return logits.argmax(-1, keepdim=True)
        logits = logits / self.temperature
        if self.top_k:
            kth = logits.topk(self.top_k)[0][:, -1:]
            logits = logits.masked_fill(logits < kth, -float("inf"))
        probs = F.softmax(logits, dim=-1)  #@ stable zero-temperature
        if self.min_p > 0:
            probs[probs < self.min_p * probs.max(-1, keepdim=True)[0]] = 0
            probs /= probs.sum(-1, keepdim=True)
        return torch.multinomial(probs, 1)


def mirostat(model, ids, n, tau=5.0, eta=0.1):
    mu, out = 2 * tau, ids
    for _ in range(n):
        logits = model(out).logits[0, -1]
        p, idx = torch.softmax(logits, 0).sort(descending=True)
        surprise = -torch.log2(p)  #@ unstable log-of-softmax
        keep = max(1, int((surprise < mu).sum()))
        q = p[:keep] / p[:keep].sum()
        j = torch.multinomial(q, 1)
        e = -math.log2(q[j].item())
        mu -= eta * (e - tau)
        out = torch.cat([out, idx[j].view(1, 1)], 1)
    return out


def typical_filter(logits, mass=0.9):
    lp = F.log_softmax(logits, dim=-1)  #@ stable log-of-softmax
    p = lp.exp()  #@ stable naive-softmax
    ent = -(lp * p).nansum(-1, keepdim=True)
    shift = (-lp - ent).abs()
    srt, idx = shift.sort()
    cum = logits.gather(-1, idx).softmax(-1).cumsum(-1)
    last = (cum < mass).sum(1).clamp(max=logits.size(1) - 1)
    drop = srt > srt.gather(1, last[:, None])
    return logits.masked_fill(drop.scatter(1, idx, drop), float("-inf"))


@torch.no_grad()
def contrastive_decode(expert, amateur, ids, n, alpha=0.1):
    for _ in range(n):
        le = F.log_softmax(expert(ids).logits[:, -1], -1)
        la = F.log_softmax(amateur(ids).logits[:, -1], -1)
        cutoff = math.log(alpha) + le.max(-1, keepdim=True).values  #@ stable other
        diff = (le - la).masked_fill(le < cutoff, -float("inf"))
        ids = torch.cat([ids, diff.argmax(-1, keepdim=True)], 1)
    return ids


@torch.no_grad()
def uncertainty(model, ids):
    """mean token entropy of a text, used to flag hallucinations"""
    p = model(ids).logits[0].softmax(-1)
    h = -(p * (p + 1e-12).log()).sum(-1)  #@ unstable log-eps-hack
    return h.mean().item()


@torch.no_grad()
def ppl(model, ids):
    out = model(ids, labels=ids)
    return torch.exp(out.loss).item()  #@ stable other


def main():
    p = argparse.ArgumentParser()
    p.add_argument("prompt")
    p.add_argument("--model", default="gpt2")
    p.add_argument("-n", type=int, default=50)
    p.add_argument("-t", "--temperature", type=float, default=0.7)
    a = p.parse_args()
    tok = AutoTokenizer.from_pretrained(a.model)
    model = AutoModelForCausalLM.from_pretrained(a.model).eval()
    ids = tok(a.prompt, return_tensors="pt").input_ids
    sampler = Sampler(a.temperature, top_k=40, repetition_penalty=1.1)
    with torch.no_grad():
        for _ in range(a.n):
            ids = torch.cat([ids, sampler(model(ids).logits[:, -1], ids)], 1)
    print(tok.decode(ids[0]))
    print("ppl", ppl(model, ids), "H", uncertainty(model, ids))


if __name__ == "__main__":
    main()
