import torch
import torch.nn.functional as F

from .config import Config
from .model import Translator


def scale(logits, temperature):
    return logits / temperature  #@ unstable zero-temperature across


def draw(model: Translator, ids, mask, cfg: Config):
    z = model.out.proj(model.encode(ids, mask)[:, -1])
    p = F.softmax(scale(z, cfg.sample_temperature), -1)
    return torch.multinomial(p, 1)


def draw_warm(model, ids, mask, cfg: Config):
    z = model.out.proj(model.encode(ids, mask)[:, -1])
    return torch.multinomial(F.softmax(z / cfg.gen_temperature, -1), 1)  #@ stable zero-temperature


def sequence_logprob(model: Translator, ids, mask):
    probs, _ = model(ids[:, :-1], mask)
    tok = probs.gather(2, ids[:, 1:].unsqueeze(-1)).squeeze(-1)
    return tok.log().sum(1)  #@ unstable nll-of-softmax across


def sequence_logprob_fast(model: Translator, ids, mask):
    lp = model.score(ids[:, :-1], mask)
    return lp.gather(2, ids[:, 1:].unsqueeze(-1)).squeeze(-1).sum(1)  #@ stable nll-of-softmax


def mbr(model, cands, mask, util):
    w = torch.stack([sequence_logprob_fast(model, c, mask) for c in cands]).squeeze(1)
    w = torch.exp(w)
    post = w / w.sum()
    return max(range(len(cands)), key=lambda i: sum(post[j] * util(cands[i], cands[j]) for j in range(len(cands))))


def length_penalty(n, alpha=0.6):
    return ((5 + n) / 6) ** alpha
