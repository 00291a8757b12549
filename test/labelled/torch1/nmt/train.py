import math
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

from nmt import Config, Translator
from nmt.generate import draw


def noam(step, dim, warmup):
    step = max(step, 1)
    return dim ** -0.5 * min(step ** -0.5, step * warmup ** -1.5)


class LossCompute:
    def __init__(self, model: Translator, cfg: Config, pad=0):
        self.model = model
        self.ce = nn.CrossEntropyLoss(ignore_index=pad, label_smoothing=cfg.label_smoothing)
        self.nll = nn.NLLLoss(ignore_index=pad)

    def __call__(self, ids, mask, y):
        probs, _ = self.model(ids, mask)
        return self.ce(probs.reshape(-1, probs.size(-1)), y.reshape(-1))  #@ unstable softmax-before-ce across

    def fine(self, ids, mask, y):
        lp = self.model.score(ids, mask)
        return self.nll(lp.reshape(-1, lp.size(-1)), y.reshape(-1))  #@ stable nll-of-softmax


def lexical_ce(logits, y):
    dist = torch.softmax(logits, -1)
    onehot = F.one_hot(y, dist.size(-1))
    return -(onehot * torch.log(torch.clamp(dist, 1e-9, 1 - 1e-9))).sum(-1).mean()  #@ unstable log-eps-hack


def run(batches, epochs=10):
    cfg = Config()
    model = Translator(cfg)
    opt = torch.optim.Adam(model.parameters(), lr=0, betas=(0.9, 0.98), eps=1e-9)
    compute = LossCompute(model, cfg)
    step = 0
    for ep in range(epochs):
        t0, tot, n = time.time(), 0.0, 0
        for ids, mask, y in batches:
            for g in opt.param_groups:
                g['lr'] = noam(step, cfg.dim, cfg.warmup)
            loss = compute(ids, mask, y) if ep < 5 else compute.fine(ids, mask, y)
            loss = loss + 0.1 * lexical_ce(model.out.proj(model.embed(ids)), ids)
            loss = loss + model.switch_loss(ids, mask, (ids > 100).float())
            opt.zero_grad()
            loss.backward()
            opt.step()
            tot, n, step = tot + loss.item(), n + 1, step + 1
        print(ep, 'ppl', math.exp(min(tot / n, 50)), 'sec', time.time() - t0)  #@ stable other
        print(draw(model, ids, mask, cfg)[0], [l.att.head_entropy() for l in model.layers])


if __name__ == '__main__':
    run([])
