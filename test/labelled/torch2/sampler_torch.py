import argparse
import math
import sys
from dataclasses import dataclass, field
from typing import List, Optional

import torch
import torch.nn.functional as F


@dataclass
class SamplingParams:
    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    repetition_penalty: float = 1.0
    stop: List[int] = field(default_factory=list)


GREEDY = SamplingParams(temperature=0.0, top_k=0)


def apply_repetition_penalty(logits, prev, penalty):
    if penalty == 1.0:
        return logits
    score = torch.gather(logits, 1, prev)
    score = torch.where(score < 0, score * penalty, score / penalty)
    return logits.scatter(1, prev, score)


def top_k_filter(logits, k):
    if k <= 0:
        return logits
    v, _ = torch.topk(logits, min(k, logits.size(-1)))
    return logits.masked_fill(logits < v[:, [-1]], -float("inf"))


def top_p_filter(logits, p):
    if p >= 1.0:
        return logits
    sorted_logits, idx = torch.sort(logits, descending=True)
    cum = torch.cumsum(F.softmax(sorted_logits, dim=-1), dim=-1)  #@ stable naive-softmax
    remove = cum > p
    remove[..., 1:] = remove[..., :-1].clone()
    remove[..., 0] = 0
    return logits.masked_fill(remove.scatter(1, idx, remove), float("-inf"))


def sample_token(logits, params: SamplingParams):
    logits = top_p_filter(top_k_filter(logits, params.top_k), params.top_p)
    probs = F.softmax(logits / params.temperature, dim=-1)  #@ unstable zero-temperature across
    return torch.multinomial(probs, num_samples=1)


def sample_guarded(logits, temperature=1.0, top_k=0, top_p=1.0):
    if temperature == 0:
        return logits.argmax(-1, keepdim=True)
    logits = top_p_filter(top_k_filter(logits / temperature, top_k), top_p)
    probs = torch.softmax(logits, dim=-1)  #@ stable zero-temperature
    return torch.multinomial(probs, 1)


def gumbel_max(logits, temperature):
    u = torch.rand_like(logits).clamp_(1e-9, 1 - 1e-7)
    g = -torch.log(-torch.log(u))  #@ stable log-eps-hack
    return (logits / max(temperature, 1e-5) + g).argmax(-1, keepdim=True)


def typical_filter(logits, mass=0.9):
    normalized = F.log_softmax(logits, dim=-1)  #@ stable log-of-softmax
    p = torch.exp(normalized)  #@ stable naive-softmax
    ent = -(normalized * p).nansum(-1, keepdim=True)
    shifted = torch.abs((-normalized) - ent)
    s, idx = torch.sort(shifted)
    cum = logits.gather(-1, idx).softmax(-1).cumsum(-1)
    last = (cum < mass).sum(1).clamp(max=logits.size(-1) - 1)
    rm = s > s.gather(1, last.view(-1, 1))
    return logits.masked_fill(rm.scatter(1, idx, rm), -float("inf"))


@torch.no_grad()
def generate(model, ids, max_new_tokens, params: Optional[SamplingParams] = None):
    params = params or GREEDY
    for _ in range(max_new_tokens):
        out = model(ids)
        logits = out.logits[:, -1, :].float()
        logits = apply_repetition_penalty(logits, ids, params.repetition_penalty)
        nxt = sample_token(logits, params)
        ids = torch.cat([ids, nxt], dim=1)
        if nxt.item() in params.stop:
            break
    return ids


@torch.no_grad()
def score_text(model, ids):
    logits = model(ids).logits[:, :-1]
    probs = logits.softmax(-1)
    tgt = ids[:, 1:].unsqueeze(-1)
    tok = probs.gather(-1, tgt).squeeze(-1)
    nll = -tok.log().mean()  #@ unstable nll-of-softmax
    return nll.item(), math.exp(nll.item())


@torch.no_grad()
def perplexity(model, ids):
    logits = model(ids).logits
    loss = F.cross_entropy(logits[0, :-1], ids[0, 1:])  #@ stable softmax-before-ce
    return torch.exp(loss)  #@ stable other


def token_entropy(logits):
    probs = torch.softmax(logits.float(), dim=-1)
    return -torch.sum(probs * torch.log(probs + 1e-9), dim=-1)  #@ unstable log-eps-hack


def best_of_n(model, ids, n, reward_fn, beta=0.0):
    cands = [generate(model, ids.clone(), 64, SamplingParams(temperature=0.8, top_p=0.95)) for _ in range(n)]
    r = torch.tensor([reward_fn(c) for c in cands])
    if beta <= 0:
        return cands[int(r.argmax())]
    w = torch.exp(r / beta)
    w = w / w.sum()  #@ unstable naive-softmax
    return cands[int(torch.multinomial(w, 1))]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="gpt2")
    ap.add_argument("--prompt", default="Once upon a time")
    ap.add_argument("--temperature", type=float, default=0.8)
    args = ap.parse_args()
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tok = AutoTokenizer.from_pretrained(args.model)
    model = AutoModelForCausalLM.from_pretrained(args.model).eval()
    ids = tok(args.prompt, return_tensors="pt").input_ids
    out = generate(model, ids, 100, SamplingParams(temperature=max(args.temperature, 1e-3), top_k=50))
    sys.stdout.write(tok.decode(out[0]) + "\n")
    print("ppl", perplexity(model, out).item())


if __name__ == "__main__":
    main()
