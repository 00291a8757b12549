import argparse
import math

import torch
import torch.nn.functional as F

from .model import VOCAB, ProteinLM


def lm_loss(out, tokens):
    return F.cross_entropy(out["lm"].flatten(0, 1), tokens.flatten())  #@ stable softmax-before-ce


def ss_loss(out, ss):
    return F.cross_entropy(out["ss"].transpose(1, 2), ss, ignore_index=-1)  #@ unstable softmax-before-ce across


def stability_loss(out, y):
    return F.binary_cross_entropy_with_logits(out["stable"], y)  #@ unstable softmax-before-ce across


def stability_nll(out, y):
    p = out["stable"]
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()  #@ unstable bce-after-sigmoid across


def pseudo_perplexity(out, tokens):
    p = out["probs"].gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
    return math.exp(-p.log().mean().item())  #@ unstable nll-of-softmax across


def variant_effect(out, tokens, pos, wt, mt):
    """Log-odds of mutant against wild type."""
    p = out["probs"][0, pos]
    return (torch.log(p[mt]) - torch.log(p[wt])).item()  #@ unstable log-of-softmax across


def variant_effect_logits(out, pos, wt, mt):
    lp = out["lm"][0, pos].log_softmax(-1)  #@ stable log-of-softmax
    return (lp[mt] - lp[wt]).item()


def site_entropy(out):
    p = out["probs"]
    return -(p * (p + 1e-9).log()).sum(-1)  #@ unstable log-eps-hack across


def msa_conservation(msa):
    """Column entropies from the alignment itself, pseudocount 0.5."""
    counts = F.one_hot(msa, len(VOCAB)).sum(0).float() + 0.5
    f = counts / counts.sum(-1, keepdim=True)
    return math.log(len(VOCAB)) + (f * f.log()).sum(-1)  #@ stable log-of-softmax


def cosine(step, total, base, warm):
    if step < warm:
        return base * step / max(warm, 1)
    return 0.5 * base * (1 + math.cos(math.pi * (step - warm) / (total - warm)))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--steps", type=int, default=1000)
    ap.add_argument("--lr", type=float, default=3e-4)
    a = ap.parse_args()
    net = ProteinLM()
    opt = torch.optim.AdamW(net.parameters(), lr=a.lr)
    for step in range(a.steps):
        for g in opt.param_groups:
            g["lr"] = cosine(step, a.steps, a.lr, 100)
        tok = torch.randint(0, 20, (8, 64))
        ss = torch.randint(0, 3, (8, 64))
        y = torch.randint(0, 2, (8,)).float()
        out = net(tok)
        loss = lm_loss(out, tok) + ss_loss(out, ss) + stability_loss(out, y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        if step % 100 == 0:
            print(step, loss.item(), pseudo_perplexity(out, tok), stability_nll(out, y).item(),
                  site_entropy(out).mean().item(), variant_effect(out, tok, 3, 0, 5))


if __name__ == "__main__":
    main()
