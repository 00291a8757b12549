import math
import time

import numpy as np
import torch
import torch.nn.functional as F

from .config import GPTConfig, SampleConfig
from .model import GPT


def get_batch(data, bs, T):
    ix = torch.randint(len(data) - T - 1, (bs,))
    x = torch.stack([torch.from_numpy(data[i:i + T].astype(np.int64)) for i in ix])
    y = torch.stack([torch.from_numpy(data[i + 1:i + T + 1].astype(np.int64)) for i in ix])
    return x, y


def get_lr(it, warm=200, total=10000, lr=6e-4):
    if it < warm:
        return lr * it / warm
    return 0.1 * lr + 0.45 * lr * (1 + math.cos(math.pi * (it - warm) / (total - warm)))


@torch.no_grad()
def sample(model, idx, cfg: SampleConfig = SampleConfig()):
    for _ in range(cfg.max_new_tokens):
        logits = model(idx[:, -model.cfg.block_size:])[:, -1, :]
        logits = logits / cfg.temperature
        v, _ = torch.topk(logits, cfg.top_k)
        logits[logits < v[:, [-1]]] = -float('inf')
        probs = F.softmax(logits, dim=-1)  #@ unstable zero-temperature across
        idx = torch.cat([idx, torch.multinomial(probs, 1)], 1)
    return idx


def unlikelihood(model, x, y, alpha=0.5):
    """Penalise tokens that appeared in the context."""
    p = model.probs(x)
    prev = torch.zeros_like(p).scatter_(-1, x.unsqueeze(1).expand(-1, x.size(1), -1), 1.0)
    prev.scatter_(-1, y.unsqueeze(-1), 0.0)
    ul = -(torch.log(torch.clamp(1.0 - p, min=1e-5)) * prev).sum(-1)  #@ unstable log-eps-hack across
    ml = F.nll_loss(p.log().flatten(0, 1), y.flatten())  #@ unstable log-of-softmax across
    return ml + alpha * ul.mean()


def lm_loss(model, x, y):
    return F.cross_entropy(model(x).flatten(0, 1), y.flatten())  #@ stable softmax-before-ce


def legacy_loss(model, x, y):
    out = model.probs(x)
    return F.cross_entropy(out.view(-1, out.size(-1)), y.view(-1))  #@ unstable softmax-before-ce across


def main():
    data = np.memmap('train.bin', dtype=np.uint16, mode='r')
    cfg = GPTConfig()
    model = GPT(cfg).cuda()
    opt = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.95))
    for it in range(10000):
        for g in opt.param_groups:
            g['lr'] = get_lr(it)
        t = time.time()
        x, y = (v.cuda() for v in get_batch(data, 32, cfg.block_size))
        loss = lm_loss(model, x, y) if it < 8000 else unlikelihood(model, x, y)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
        if it % 100 == 0:
            print(it, loss.item(), 'ppl', math.exp(min(20, loss.item())), time.time() - t)  #@ stable other
    print(sample(model, x[:1, :8]).tolist())


if __name__ == '__main__':
    main()
