import argparse

import torch

from processors import apply_temperature, scale_logits, repetition, top_k_filter, top_p_filter
from settings import PRESETS, SamplingParams


def next_token(logits, params: SamplingParams, prev):
    if params.repetition_penalty != 1.0:
        logits = repetition(logits, prev, params.repetition_penalty)
    for tok, b in params.logit_bias.items():
        logits[:, tok] += b
    logits = apply_temperature(logits, params.temperature)
    logits = top_p_filter(top_k_filter(logits, params.top_k), params.top_p)
    probs = torch.softmax(logits, dim=-1)
    return torch.multinomial(probs, 1)


@torch.inference_mode()
def generate(model, ids, params):
    past = None
    for _ in range(params.max_new_tokens):
        out = model(ids if past is None else ids[:, -1:], past_key_values=past, use_cache=True)
        past = out.past_key_values
        tok = next_token(out.logits[:, -1].float(), params, ids)
        ids = torch.cat([ids, tok], dim=1)
        if params.stop and tok.item() in params.stop:
            break
    return ids


@torch.inference_mode()
def beam_search(model, ids, width=4, steps=32, alpha=0.6):
    beams = [(ids, 0.0)]
    for _ in range(steps):
        cand = []
        for seq, score in beams:
            p = torch.softmax(model(seq).logits[0, -1], dim=-1)
            lp = torch.log(p)  #@ unstable log-of-softmax
            top = lp.topk(width)
            for v, i in zip(top.values, top.indices):
                cand.append((torch.cat([seq, i.view(1, 1)], 1), score + v.item()))
        beams = sorted(cand, key=lambda c: c[1] / len(c[0][0]) ** alpha, reverse=True)[:width]
    return beams[0][0]


@torch.inference_mode()
def score(model, ids):
    logits = model(ids).logits[:, :-1]
    lp = torch.log_softmax(logits.float(), dim=-1)  #@ stable log-of-softmax
    tok = lp.gather(-1, ids[:, 1:, None]).squeeze(-1)
    return torch.exp(-tok.mean()).item()  #@ stable other


@torch.inference_mode()
def speculative_accept(draft_logits, target_logits, tokens, params):
    t = params.temperature
    q = torch.softmax(scale_logits(draft_logits, t), -1).gather(-1, tokens[..., None])
    p = torch.softmax(scale_logits(target_logits, t), -1).gather(-1, tokens[..., None])
    return torch.rand_like(p) < (p / q.clamp_min(1e-20)).clamp(max=1.0)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("prompt")
    ap.add_argument("--model", default="gpt2")
    ap.add_argument("--preset", choices=list(PRESETS), default="greedy")
    a = ap.parse_args()
    from transformers import AutoModelForCausalLM, AutoTokenizer
    tk = AutoTokenizer.from_pretrained(a.model)
    lm = AutoModelForCausalLM.from_pretrained(a.model).eval()
    out = generate(lm, tk(a.prompt, return_tensors="pt").input_ids, PRESETS[a.preset])
    print(tk.decode(out[0]))
