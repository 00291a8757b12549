"""Perplexity + a few generations."""
import argparse
import json
import math

import torch

from moelm.config import EvalConfig, MoEConfig, SamplingConfig
from moelm.model import MoELM
from moelm.sampling import beam_search, continue_text, sample, score_choices


def perplexity(model, data, block):
    total, count = 0.0, 0
    for i in range(0, len(data) - block - 1, block):
        x = data[i:i + block][None]
        y = data[i + 1:i + block + 1][None]
        _, loss = model(x, y)
        total += loss.item() * block
        count += block
    return math.exp(total / max(count, 1))  #@ stable other


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("ckpt")
    ap.add_argument("--tokens", required=True)
    ap.add_argument("--questions")
    args = ap.parse_args()

    cfg = MoEConfig()
    model = MoELM(cfg)
    model.load_state_dict(torch.load(args.ckpt, map_location="cpu"))
    model.eval()

    data = torch.load(args.tokens)
    print("ppl %.3f" % perplexity(model, data, cfg.max_len))

    ev = EvalConfig()
    prompt = data[:32][None]
    print(continue_text(model, prompt, ev.temperature, ev.max_new_tokens).tolist())
    print(sample(model, prompt, SamplingConfig()).tolist())
    print(beam_search(model, prompt).tolist())

    if args.questions:
        hit = n = 0
        for line in open(args.questions):
            q = json.loads(line)
            s = score_choices(model, torch.tensor([q["ctx"]]), [torch.tensor([c]) for c in q["choices"]])
            hit += int(max(range(len(s)), key=s.__getitem__) == q["answer"])
            n += 1
        print("acc", hit / n)


if __name__ == "__main__":
    main()
