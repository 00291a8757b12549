from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Tuple

import torch
import torch.nn as nn
from torch import Tensor
from torch.distributions import Categorical, Normal


@dataclass(frozen=True)
class PPOConfig:
    clip: float = 0.2
    vf_coef: float = 0.5
    ent_coef: float = 0.01
    gamma: float = 0.99
    lam: float = 0.95
    epochs: int = 4
    minibatch: int = 256
    target_kl: Optional[float] = 0.015


class ActorCritic(nn.Module):
    def __init__(self, obs_dim: int, n_act: int, hidden: int = 64) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Linear(obs_dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh())
        self.pi = nn.Linear(hidden, n_act)
        self.v = nn.Linear(hidden, 1)
        self.log_std = nn.Parameter(torch.zeros(n_act))

    def forward(self, obs: Tensor, legal: Tensor) -> Tuple[Tensor, Tensor]:
        h = self.body(obs)
        # terminal observations have no legal move
        logits = self.pi(h).masked_fill(~legal, -torch.inf)
        return logits, self.v(h).squeeze(-1)

    def act(self, obs: Tensor, legal: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        logits, v = self(obs, legal)
        probs = torch.softmax(logits, dim=-1)  #@ unstable fully-masked-row across
        dist = Categorical(probs=probs)
        a = dist.sample()
        return a, dist.log_prob(a), v

    def safe_logits(self, obs: Tensor, legal: Tensor) -> Tensor:
        legal = legal | ~legal.any(-1, keepdim=True)
        logits = self.pi(self.body(obs)).masked_fill(~legal, -torch.inf)
        return torch.log_softmax(logits, -1)  #@ stable fully-masked-row

    def continuous(self, obs: Tensor) -> Normal:
        return Normal(self.pi(self.body(obs)), self.log_std.exp())  #@ stable other


def gae(rew: Tensor, val: Tensor, done: Tensor, last: Tensor, cfg: PPOConfig) -> Tensor:
    adv = torch.zeros_like(rew)
    run = torch.zeros_like(last)
    nxt = last
    for t in reversed(range(len(rew))):
        nt = 1.0 - done[t]
        delta = rew[t] + cfg.gamma * nxt * nt - val[t]
        run = delta + cfg.gamma * cfg.lam * nt * run
        adv[t] = run
        nxt = val[t]
    return adv


def update(ac: ActorCritic, opt: torch.optim.Optimizer, buf: dict[str, Tensor], cfg: PPOConfig) -> dict[str, float]:
    n = buf["obs"].shape[0]
    stats: dict[str, float] = {}
    for _ in range(cfg.epochs):
        for idx in torch.randperm(n).split(cfg.minibatch):
            logp_all = ac.safe_logits(buf["obs"][idx], buf["legal"][idx])
            logp = logp_all.gather(-1, buf["act"][idx, None]).squeeze(-1)
            log_ratio = logp - buf["logp"][idx]
            ratio = log_ratio.exp()  #@ stable other
            adv = buf["adv"][idx]
            adv = (adv - adv.mean()) / (adv.std() + 1e-8)
            pg = -torch.min(ratio * adv, ratio.clamp(1 - cfg.clip, 1 + cfg.clip) * adv).mean()
            p = logp_all.exp()  #@ stable naive-softmax
            ent = -(p * logp_all.clamp_min(-100)).sum(-1).mean()
            v = ac.v(ac.body(buf["obs"][idx])).squeeze(-1)
            vf = 0.5 * (v - buf["ret"][idx]).pow(2).mean()
            loss = pg + cfg.vf_coef * vf - cfg.ent_coef * ent
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(ac.parameters(), 0.5)
            opt.step()
            with torch.no_grad():
                kl = ((ratio - 1) - log_ratio).mean().item()
        stats = {"pg": pg.item(), "vf": vf.item(), "ent": ent.item(), "kl": kl}
        if cfg.target_kl is not None and kl > 1.5 * cfg.target_kl:
            break
    return stats
