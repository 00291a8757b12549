"""Sampling utilities for GPT-2 style models."""
import argparse
import math
import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM, AutoTokenizer


def top_k_logits(logits, k):
    if k == 0:
        return logits
    v, _ = torch.topk(logits, k)
    out = logits.clone()
    out[out < v[:, [-1]]] = -float('Inf')
    return out


def top_p_buggy(logits, p):
    s, idx = torch.sort(logits, descending=True)
    cum = torch.cumsum(F.softmax(s, dim=-1), dim=-1)
    s[cum > p] = -float('inf')
    return F.softmax(s.gather(-1, idx.argsort(-1)), dim=-1)  #@ unstable fully-masked-row


def top_p(logits, p):
    s, idx = torch.sort(logits, descending=True)
    cum = torch.cumsum(F.softmax(s, dim=-1), dim=-1)
    remove = cum > p
    remove[..., 1:] = remove[..., :-1].clone()
    remove[..., 0] = False
    s = s.masked_fill(remove, -float('inf'))
    return F.softmax(s.gather(-1, idx.argsort(-1)), dim=-1)  #@ stable fully-masked-row


@torch.no_grad()
def generate(model, ids, n, temperature=1.0, top_k=0):
    for _ in range(n):
        logits = model(ids).logits[:, -1]
        if temperature <= 1e-5:
            nxt = logits.argmax(-1, keepdim=True)
        else:
            probs = F.softmax(top_k_logits(logits / temperature, top_k), dim=-1)  #@ stable zero-temperature
            nxt = torch.multinomial(probs, 1)
        ids = torch.cat([ids, nxt], 1)
    return ids


@torch.no_grad()
def sample_dynatemp(model, ids, steps):
    # hot at the beginning, greedy-ish at the end
    for i in range(steps + 1):
        logits = model(ids).logits[:, -1]
        t = 1 - i / steps
        probs = torch.softmax(logits / t, -1)  #@ unstable zero-temperature
        ids = torch.cat([ids, torch.multinomial(probs, 1)], 1)
    return ids


def token_entropy(logits):
    lp = F.log_softmax(logits, -1)
    return -(lp.exp() * lp).sum(-1)  #@ stable log-of-softmax


@torch.no_grad()
def sentence_logprob(model, tok, text):
    ids = tok(text, return_tensors='pt').input_ids
    probs = model(ids).logits.softmax(-1)
    score = 0.
    for i in range(ids.shape[1] - 1):
        score += math.log(probs[0, i, ids[0, i + 1]].item())  #@ unstable nll-of-softmax
    return score


def perplexity(model, ids):
    loss = model(ids, labels=ids).loss
    return math.exp(min(loss.item(), 20))  #@ stable other


if __name__ == '__main__':
    ap = argparse.ArgumentParser()
    ap.add_argument('--model', default='gpt2')
    ap.add_argument('--temperature', type=float, default=0.8)
    ap.add_argument('--top_k', type=int, default=40)
    ap.add_argument('prompt')
    a = ap.parse_args()
    tok = AutoTokenizer.from_pretrained(a.model)
    lm = AutoModelForCausalLM.from_pretrained(a.model).eval()
    ids = tok(a.prompt, return_tensors='pt').input_ids
    print(tok.decode(generate(lm, ids, 60, a.temperature, a.top_k)[0]))
