"""Decode from a small GPT checkpoint."""
import argparse
import math

import numpy as np
import torch
import torch.nn.functional as F


def top_k_top_p(logits, top_k=0, top_p=1.0):
    if top_k > 0:
        kth = torch.topk(logits, top_k)[0][..., -1, None]
        logits = logits.masked_fill(logits < kth, float('-inf'))
    if top_p < 1.0:
        srt, idx = torch.sort(logits, descending=True)
        cum = F.softmax(srt, dim=-1).cumsum(-1)  #@ stable fully-masked-row
        drop = cum > top_p
        drop[..., 1:] = drop[..., :-1].clone()
        drop[..., 0] = False
        logits = logits.masked_fill(drop.scatter(-1, idx, drop), float('-inf'))
    return logits


def sample_token(logits, temperature, top_k, top_p):
    logits = logits / temperature
    logits = top_k_top_p(logits, top_k, top_p)
    return torch.multinomial(torch.softmax(logits, -1), 1)


def greedy_or_sample(logits, temperature):
    if temperature == 0:
        return logits.argmax(-1, keepdim=True)
    return torch.multinomial(F.softmax(logits / temperature, dim=-1), 1)  #@ stable zero-temperature


@torch.no_grad()
def generate(model, ids, n, temperature=1.0, top_k=50, top_p=0.95):
    for _ in range(n):
        logits = model(ids[:, -model.block_size:])[:, -1]
        ids = torch.cat([ids, sample_token(logits, temperature, top_k, top_p)], 1)
    return ids


@torch.no_grad()
def anneal_generate(model, ids, n):
    """Cool down linearly so that the ending becomes deterministic."""
    for step in range(n + 1):
        t = 1.0 - step / n
        logits = model(ids[:, -model.block_size:])[:, -1]
        probs = F.softmax(logits / t, dim=-1)  #@ unstable zero-temperature
        ids = torch.cat([ids, torch.multinomial(probs, 1)], 1)
    return ids


@torch.no_grad()
def sequence_score(model, ids):
    logits = model(ids)[:, :-1]
    p = torch.softmax(logits, -1)
    total = 0.0
    for t in range(ids.size(1) - 1):
        total += math.log(p[0, t, ids[0, t + 1]].item())  #@ unstable nll-of-softmax
    return total


@torch.no_grad()
def perplexity(model, ids, stride=512):
    nll, n = 0.0, 0
    for i in range(0, ids.size(1) - 1, stride):
        x = ids[:, i:i + stride + 1]
        logits = model(x[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), x[:, 1:].flatten(), reduction='sum')  #@ stable softmax-before-ce
        nll += loss.item()
        n += x.size(1) - 1
    return math.exp(nll / n)  #@ stable other


def contrastive_decode(expert, amateur, alpha=0.1):
    le = expert.log_softmax(-1)
    la = amateur.log_softmax(-1)
    cutoff = le.max(-1, keepdim=True).values + math.log(alpha)  #@ stable other
    return (le - la).masked_fill(le < cutoff, float('-inf'))


def np_sample(logits, temp=0.7):
    logits = np.asarray(logits) / temp
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))  #@ stable naive-softmax
    return np.random.choice(len(e), p=e / e.sum())


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('ckpt')
    ap.add_argument('--prompt', default='\n')
    ap.add_argument('-n', type=int, default=200)
    ap.add_argument('--temperature', type=float, default=0.8)
    args = ap.parse_args()
    blob = torch.load(args.ckpt, map_location='cpu')
    model, stoi, itos = blob['model'], blob['stoi'], blob['itos']
    ids = torch.tensor([[stoi[c] for c in args.prompt]])
    out = generate(model, ids, args.n, args.temperature)
    print(''.join(itos[int(i)] for i in out[0]))
    print('ppl', perplexity(model, out), 'score', sequence_score(model, out))


if __name__ == '__main__':
    main()
