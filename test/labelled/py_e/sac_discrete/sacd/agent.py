import copy

import numpy as np
import torch
import torch.nn.functional as F

from .networks import CategoricalPolicy, TwinQ


class SACDiscrete:
    def __init__(self, obs_dim, n_act, gamma=0.99, tau=0.005, lr=3e-4, target_ratio=0.98):
        self.pi = CategoricalPolicy(obs_dim, n_act)
        self.q = TwinQ(obs_dim, n_act)
        self.q_targ = copy.deepcopy(self.q)
        self.gamma, self.tau = gamma, tau
        self.target_entropy = -np.log(1.0 / n_act) * target_ratio  #@ stable other
        self.log_alpha = torch.zeros(1, requires_grad=True)
        self.opt_pi = torch.optim.Adam(self.pi.parameters(), lr)
        self.opt_q = torch.optim.Adam(self.q.parameters(), lr)
        self.opt_a = torch.optim.Adam([self.log_alpha], lr)

    @property
    def alpha(self):
        return self.log_alpha.exp()  #@ stable other

    def critic_loss(self, s, a, r, s2, d):
        with torch.no_grad():
            p, logp = self.pi.evaluate(s2)
            q1, q2 = self.q_targ(s2)
            v = (p * (torch.min(q1, q2) - self.alpha * logp)).sum(1, keepdim=True)
            y = r + self.gamma * (1 - d) * v
        q1, q2 = self.q(s)
        return F.mse_loss(q1.gather(1, a), y) + F.mse_loss(q2.gather(1, a), y)

    def actor_loss(self, s):
        _, p, logp = self.pi.sample(s)
        with torch.no_grad():
            q = torch.min(*self.q(s))
        ent = -(p * logp).sum(1, keepdim=True)
        return (p * (self.alpha.detach() * logp - q)).sum(1).mean(), ent

    def soft_value(self, q):
        a = self.alpha.detach()
        return a * torch.log(torch.exp(q / a).sum(1, keepdim=True))  #@ unstable naive-logsumexp

    def soft_value_ref(self, q):
        a = self.alpha.detach()
        return a * torch.logsumexp(q / a, dim=1, keepdim=True)  #@ stable naive-logsumexp

    def boltzmann(self, s, kt=0.0):
        with torch.no_grad():
            q = torch.min(*self.q(s))
        return torch.multinomial(torch.softmax(q / kt, dim=1), 1)  #@ unstable zero-temperature

    def learn(self, batch):
        s, a, r, s2, d = batch
        lq = self.critic_loss(s, a, r, s2, d)
        self.opt_q.zero_grad()
        lq.backward()
        self.opt_q.step()
        lp, ent = self.actor_loss(s)
        self.opt_pi.zero_grad()
        lp.backward()
        self.opt_pi.step()
        la = (self.log_alpha * (ent.detach() - self.target_entropy)).mean()
        self.opt_a.zero_grad()
        la.backward()
        self.opt_a.step()
        for t, o in zip(self.q_targ.parameters(), self.q.parameters()):
            t.data.lerp_(o.data, self.tau)
        return dict(q=lq.item(), pi=lp.item(), alpha=self.alpha.item())
