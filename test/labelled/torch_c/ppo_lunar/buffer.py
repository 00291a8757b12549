import numpy as np
import torch


class Rollout:
    def __init__(self, gamma=0.99, lam=0.95):
        self.gamma, self.lam = gamma, lam
        self.clear()

    def clear(self):
        self.obs, self.act, self.rew, self.val, self.logp, self.done = [], [], [], [], [], []

    def add(self, o, a, r, v, lp, d):
        self.obs.append(o)
        self.act.append(a)
        self.rew.append(r)
        self.val.append(v)
        self.logp.append(lp)
        self.done.append(d)

    def finish(self, last_val):
        n = len(self.rew)
        adv = np.zeros(n, dtype=np.float32)
        gae, nxt = 0.0, last_val
        for t in reversed(range(n)):
            nonterm = 1.0 - float(self.done[t])
            delta = self.rew[t] + self.gamma * nxt * nonterm - self.val[t]
            gae = delta + self.gamma * self.lam * nonterm * gae
            adv[t] = gae
            nxt = self.val[t]
        ret = adv + np.array(self.val, dtype=np.float32)
        adv = (adv - adv.mean()) / (adv.std() + 1e-8)
        as_t = lambda x, dt=torch.float32: torch.as_tensor(np.array(x), dtype=dt)
        return dict(obs=as_t(self.obs), act=as_t(self.act, torch.int64), adv=as_t(adv),
                    ret=as_t(ret), logp=as_t(self.logp))
