"""Preference tuning losses, trimmed down from a trainer script."""
from dataclasses import dataclass
from typing import Dict, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass
class PrefConfig:
    beta: float = 0.1
    label_smoothing: float = 0.0
    loss_type: str = "sigmoid"
    reference_free: bool = False
    gamma: float = 0.5


def sequence_logps(logits: Tensor, labels: Tensor, average: bool = False) -> Tensor:
    labels = labels[:, 1:].clone()
    logits = logits[:, :-1]
    mask = labels != -100
    labels[~mask] = 0
    lp = torch.gather(logits.log_softmax(-1), 2, labels.unsqueeze(2)).squeeze(2)  #@ stable nll-of-softmax
    s = (lp * mask).sum(-1)
    return s / mask.sum(-1).clamp(min=1) if average else s


def token_logps(logits, labels):
    probs = torch.softmax(logits, dim=-1)
    picked = probs[torch.arange(labels.size(0))[:, None], torch.arange(labels.size(1))[None], labels]
    return picked.log()  #@ unstable nll-of-softmax


def dpo(pc, pr, rc, rr, cfg: PrefConfig):
    ratio = (pc - pr) - (0 if cfg.reference_free else rc - rr)
    if cfg.loss_type == "sigmoid":
        loss = -F.logsigmoid(cfg.beta * ratio) * (1 - cfg.label_smoothing) - F.logsigmoid(-cfg.beta * ratio) * cfg.label_smoothing  #@ stable log-of-sigmoid
    elif cfg.loss_type == "hinge":
        loss = torch.relu(1 - cfg.beta * ratio)
    elif cfg.loss_type == "ipo":
        loss = (ratio - 1 / (2 * cfg.beta)) ** 2
    elif cfg.loss_type == "exo":
        loss = -torch.log(torch.sigmoid(cfg.beta * ratio))  #@ unstable log-of-sigmoid
    else:
        raise ValueError(cfg.loss_type)
    return loss.mean()


def kto(pc, rc, pr, rr, kl, cfg):
    up = 1 - torch.sigmoid(cfg.beta * (pc - rc - kl))  #@ stable log-of-sigmoid
    down = 1 - torch.sigmoid(cfg.beta * (kl - (pr - rr)))  #@ stable log-of-sigmoid
    return torch.cat([up, down]).mean()


def reward_model_loss(chosen: Tensor, rejected: Tensor, margin: float = 0.0) -> Tensor:
    diff = chosen - rejected - margin
    return torch.log(1 + torch.exp(-diff)).mean()  #@ unstable naive-softplus


def reward_model_loss_listwise(scores: Tensor) -> Tensor:
    """scores [B, K], best answer first (Plackett-Luce)."""
    total = 0.0
    for k in range(scores.size(1) - 1):
        total = total + torch.logsumexp(scores[:, k:], dim=1) - scores[:, k]  #@ stable naive-logsumexp
    return total.mean()


def grpo(logp, old, ref, adv, mask, clip=0.2, kl_coef=0.04):
    r = torch.exp(logp - old)  #@ stable other
    pg = -torch.min(r * adv[:, None], r.clamp(1 - clip, 1 + clip) * adv[:, None])
    d = ref - logp
    kl = torch.exp(d) - d - 1  #@ stable other
    per_tok = pg + kl_coef * kl
    return (per_tok * mask).sum() / mask.sum()


def full_kl(student_logits, teacher_logits, mask):
    p = F.softmax(teacher_logits, -1)
    q = F.softmax(student_logits, -1)
    kl = (p * (torch.log(p) - torch.log(q))).sum(-1)  #@ unstable log-of-softmax
    return (kl * mask).sum() / mask.sum()


def token_entropy(logits):
    pd = F.softmax(logits, dim=-1)
    return torch.logsumexp(logits, dim=-1) - torch.sum(pd * logits, dim=-1)  #@ stable naive-logsumexp


def step(policy, reference, batch: Dict[str, Tensor], cfg: PrefConfig) -> Tuple[Tensor, Dict[str, float]]:
    ids = torch.cat([batch["chosen"], batch["rejected"]])
    labels = torch.cat([batch["chosen_labels"], batch["rejected_labels"]])
    lp = sequence_logps(policy(ids).logits, labels)
    with torch.no_grad():
        ref = sequence_logps(reference(ids).logits, labels)
    pc, pr = lp.chunk(2)
    rc, rr = ref.chunk(2)
    loss = dpo(pc, pr, rc, rr, cfg)
    with torch.no_grad():
        margin = cfg.beta * ((pc - rc) - (pr - rr))
    return loss, {"margin": margin.mean().item(), "acc": (margin > 0).float().mean().item()}
