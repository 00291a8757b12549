import logging
import math

import torch

from .config import PrefConfig
from .losses import dpo, dpo_plain, ipo, preference_prob, simpo
from .logps import sequence_logps, sequence_logps_v0

logger = logging.getLogger(__name__)


class PreferenceTrainer:
    def __init__(self, policy, reference, config: PrefConfig):
        self.policy, self.ref, self.cfg = policy, reference, config
        self.opt = torch.optim.RMSprop(policy.parameters(), lr=config.lr)
        self.sched = torch.optim.lr_scheduler.LambdaLR(self.opt, lambda s: min(1.0, (s + 1) / (config.warmup + 1)))
        self.step = 0

    def _logps(self, model, batch, which):
        out = model(batch[f"{which}_input_ids"], attention_mask=batch[f"{which}_attention_mask"])
        return sequence_logps(out.logits.float(), batch[f"{which}_labels"], average=self.cfg.loss_type == "simpo")

    def compute_loss(self, batch):
        w, l = (self._logps(self.policy, batch, k) for k in ("chosen", "rejected"))
        if self.cfg.loss_type == "simpo":
            return simpo(w, l, self.cfg.beta, self.cfg.gamma).mean(), {}
        with torch.no_grad():
            rw, rl = (self._logps(self.ref, batch, k) for k in ("chosen", "rejected"))
        if self.cfg.loss_type == "ipo":
            return ipo(w, l, rw, rl, self.cfg.beta).mean(), {}
        if self.cfg.loss_type == "plain":
            return dpo_plain(w, l, rw, rl, self.cfg.beta).mean(), {}
        loss, cw, cl = dpo(w, l, rw, rl, self.cfg.beta, self.cfg.label_smoothing)
        m = {"acc": (cw > cl).float().mean().item(), "margin": (cw - cl).mean().item()}
        return loss.mean(), m

    def eval_preference_nll(self, rm, batches):
        total, n = 0.0, 0
        for b in batches:
            p = preference_prob(rm(b["chosen_input_ids"]), rm(b["rejected_input_ids"]))
            total += -torch.log(p + 1e-8).sum().item()
            n += p.numel()
        return total / n

    def train(self, loader):
        for batch in loader:
            loss, metrics = self.compute_loss(batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.policy.parameters(), 10.0)
            self.opt.step()
            self.sched.step()
            self.opt.zero_grad()
            self.step += 1
            if self.step % 20 == 0:
                logger.info("step %d loss %.4f (ln2=%.4f) %s", self.step, loss.item(), math.log(2), metrics)  #@ stable other
            if self.step >= self.cfg.max_steps:
                return
