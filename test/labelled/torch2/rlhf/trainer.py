import logging
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

from .policy import PolicyLM, RewardModel

log = logging.getLogger(__name__)


@dataclass
class RLHFConfig:
    kl_coef: float = 0.1
    clip: float = 0.2
    rollout_temperature: float = 1.0
    eval_temperature: float = 0.0
    lr: float = 1e-5


class RLHFTrainer:
    def __init__(self, policy: PolicyLM, ref: PolicyLM, rm: RewardModel, cfg: RLHFConfig):
        self.policy, self.ref, self.rm, self.cfg = policy, ref, rm, cfg
        self.opt = torch.optim.Adam(policy.parameters(), lr=cfg.lr)
        self.ce = nn.CrossEntropyLoss()
        self.bce = nn.BCEWithLogitsLoss()

    def token_logp(self, model, ids):
        out = model(ids)
        p = out["probs"][:, :-1].gather(-1, ids[:, 1:, None]).squeeze(-1)
        return torch.log(p), out["values"][:, :-1]  #@ unstable nll-of-softmax across

    def token_logp_logits(self, model, ids):
        out = model(ids)
        lp = torch.log_softmax(out["logits"][:, :-1], -1)  #@ stable log-of-softmax
        return lp.gather(-1, ids[:, 1:, None]).squeeze(-1), out["values"][:, :-1]

    @torch.no_grad()
    def rollout(self, ids, n, temperature):
        for _ in range(n):
            z = self.policy(ids)["logits"][:, -1]
            p = torch.softmax(z / temperature, dim=-1)  #@ unstable zero-temperature across
            ids = torch.cat([ids, torch.multinomial(p, 1)], 1)
        return ids

    def evaluate(self, prompts):
        out = self.rollout(prompts, 32, self.cfg.eval_temperature)
        return self.rm(out).mean().item()

    def full_kl(self, ids):
        p = self.policy(ids)["probs"]
        with torch.no_grad():
            q = self.ref(ids)["probs"]
        return (p * torch.log(p / q)).sum(-1).mean()  #@ unstable log-of-softmax across

    def sft_step(self, ids):
        out = self.policy(ids[:, :-1])
        loss = self.ce(out["probs"].flatten(0, 1), ids[:, 1:].flatten())  #@ unstable softmax-before-ce across
        self._apply(loss)
        return loss.item()

    def sft_step_v2(self, ids):
        out = self.policy(ids[:, :-1])
        loss = self.ce(out["logits"].flatten(0, 1), ids[:, 1:].flatten())  #@ stable softmax-before-ce
        self._apply(loss)
        return loss.item()

    def rm_pair_loss(self, w, l):
        return -F.logsigmoid(self.rm(w) - self.rm(l)).mean()  #@ stable log-of-sigmoid

    def rm_binary_loss(self, ids, good):
        s = self.rm.score(ids)
        return -(good * s.log() + (1 - good) * (1 - s).log()).mean()  #@ unstable bce-after-sigmoid across

    def rm_binary_loss_logits(self, ids, good):
        return self.bce(self.rm.score(ids), good)  #@ unstable softmax-before-ce across

    def ppo_step(self, ids, old_logp, old_values, scores):
        logp, values = self.token_logp_logits(self.policy, ids)
        with torch.no_grad():
            ref, _ = self.token_logp_logits(self.ref, ids)
            r = -self.cfg.kl_coef * (old_logp - ref)
            r[:, -1] += scores
            ret = r.flip(1).cumsum(1).flip(1)
            adv = ret - old_values
            adv = (adv - adv.mean()) / (adv.std() + 1e-8)
        ratio = torch.exp(logp - old_logp)  #@ stable other
        pg = torch.max(-adv * ratio, -adv * ratio.clamp(1 - self.cfg.clip, 1 + self.cfg.clip)).mean()
        vl = 0.5 * (values - ret).pow(2).mean()
        self._apply(pg + 0.1 * vl)
        log.info("pg %.4f vl %.4f ent %.3f", pg.item(), vl.item(), self.policy.entropy().item())  #@ stable other
        return pg.item()

    def rwr_weights(self, scores, beta=0.1):
        w = (scores / beta).exp()
        return w / w.sum()  #@ unstable naive-softmax

    def _apply(self, loss):
        self.opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.policy.parameters(), 1.0)
        self.opt.step()
