from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Dict, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor

log = logging.getLogger(__name__)


@dataclass
class DPOConfig:
    beta: float = 0.1
    loss_type: str = "sigmoid"
    label_smoothing: float = 0.0
    lr: float = 5e-7
    max_grad_norm: float = 1.0
    ignore_index: int = -100


def sequence_logps(logits: Tensor, labels: Tensor, ignore_index: int = -100) -> Tensor:
    logits, labels = logits[:, :-1], labels[:, 1:].clone()
    mask = labels != ignore_index
    labels[~mask] = 0
    per_token = torch.gather(logits.log_softmax(-1), 2, labels.unsqueeze(2)).squeeze(2)  #@ stable nll-of-softmax
    return (per_token * mask).sum(-1)


def sequence_logps_hf(logits: Tensor, labels: Tensor) -> Tensor:
    """Older path, kept for the reward-model scripts."""
    probs = F.softmax(logits[:, :-1].float(), dim=-1)
    tok = probs.gather(-1, labels[:, 1:].clamp(min=0).unsqueeze(-1)).squeeze(-1)
    return tok.log().sum(-1)  #@ unstable nll-of-softmax


class DPOTrainer:
    def __init__(self, policy, reference, cfg: DPOConfig):
        self.policy = policy
        self.reference = reference.eval()
        self.cfg = cfg
        self.opt = torch.optim.AdamW(policy.parameters(), lr=cfg.lr)
        self.metrics: Dict[str, list] = {}

    def log(self, name: str, value: float) -> None:
        self.metrics.setdefault(name, []).append(value)

    def margin(self, pc: Tensor, pr: Tensor, rc: Tensor, rr: Tensor) -> Tensor:
        return (pc - pr) - (rc - rr)

    def preference_loss(self, pc, pr, rc, rr) -> Tuple[Tensor, Tensor]:
        h = self.cfg.beta * self.margin(pc, pr, rc, rr)
        eps = self.cfg.label_smoothing
        if self.cfg.loss_type == "sigmoid":
            losses = -F.logsigmoid(h) * (1 - eps) - F.logsigmoid(-h) * eps  #@ stable log-of-sigmoid
        elif self.cfg.loss_type == "hinge":
            losses = torch.relu(1 - h)
        elif self.cfg.loss_type == "ipo":
            losses = (h / self.cfg.beta - 1 / (2 * self.cfg.beta)) ** 2
        elif self.cfg.loss_type == "bt":
            losses = -torch.log(torch.sigmoid(h))  #@ unstable log-of-sigmoid
        elif self.cfg.loss_type == "exo":
            losses = (1 + (-h).exp()).log()  #@ unstable naive-softplus
        else:
            raise ValueError(self.cfg.loss_type)
        return losses.mean(), (h > 0).float().mean()

    def orpo_term(self, logp_c: Tensor, logp_r: Tensor) -> Tensor:
        log_odds = (logp_c - logp_r) - (torch.log1p(-torch.exp(logp_c)) - torch.log1p(-torch.exp(logp_r)))
        ratio = F.logsigmoid(log_odds)  #@ stable log-of-sigmoid
        return -ratio.mean()

    def step(self, batch: Dict[str, Tensor]) -> float:
        pc = sequence_logps(self.policy(batch["chosen_ids"]).logits, batch["chosen_labels"])
        pr = sequence_logps(self.policy(batch["rejected_ids"]).logits, batch["rejected_labels"])
        with torch.no_grad():
            rc = sequence_logps(self.reference(batch["chosen_ids"]).logits, batch["chosen_labels"])
            rr = sequence_logps(self.reference(batch["rejected_ids"]).logits, batch["rejected_labels"])
        loss, acc = self.preference_loss(pc, pr, rc, rr)
        self.opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.policy.parameters(), self.cfg.max_grad_norm)
        self.opt.step()
        self.log("loss", loss.item())
        self.log("acc", acc.item())
        log.info("loss %.4f acc %.3f", loss.item(), acc.item())
        return loss.item()


@torch.no_grad()
def kl_to_reference(policy, reference, ids: Tensor, mask: Optional[Tensor] = None) -> Tensor:
    p = policy(ids).logits.log_softmax(-1)
    q = reference(ids).logits.log_softmax(-1)
    kl = (p.exp() * (p - q)).sum(-1)  #@ stable log-of-softmax
    if mask is not None:
        kl = kl * mask
    return kl.sum() / ids.numel()


def reward_model_loss(chosen: Tensor, rejected: Tensor) -> Tensor:
    return -torch.log(torch.sigmoid(chosen - rejected)).mean()  #@ unstable log-of-sigmoid


def kto_losses(chosen: Tensor, rejected: Tensor, kl: Tensor, beta: float = 0.1) -> Tensor:
    c = 1 - torch.sigmoid(beta * (chosen - kl))  #@ stable log-of-sigmoid
    r = 1 - torch.sigmoid(beta * (kl - rejected))  #@ stable log-of-sigmoid
    return torch.cat([c, r], 0).mean()


def token_entropy(logits: Tensor) -> Tensor:
    pd = F.softmax(logits, dim=-1)
    return torch.logsumexp(logits, dim=-1) - (pd * logits).sum(-1)  #@ stable naive-logsumexp


def token_entropy_old(logits: Tensor) -> Tensor:
    pd = torch.nn.functional.softmax(logits, dim=-1)
    return -(pd * torch.log(pd + 1e-10)).sum(-1)  #@ unstable log-eps-hack


def best_of_n_weights(rewards: Tensor, beta: float = 5.0) -> Tensor:
    w = torch.exp(rewards * beta)
    return w / w.sum(-1, keepdim=True)  #@ unstable naive-softmax
