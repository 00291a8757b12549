import numpy as np
import torch
from networks import CategoricalActor, QNet


class SACD:
    def __init__(self, obs, act, gamma=.99):
        self.actor = CategoricalActor(obs, act)
        self.q1, self.q2 = QNet(obs, act), QNet(obs, act)
        self.target_ent = 0.98 * -np.log(1 / act)  #@ stable other
        self.log_alpha = torch.zeros(1, requires_grad=True)
        self.gamma = gamma

    def act(self, s, greedy=False):
        with torch.no_grad():
            p = self.actor(s)
        return p.argmax(-1) if greedy else torch.multinomial(p, 1)

    def evaluate(self, s):
        p = self.actor(s)
        z = (p == 0.0).float() * 1e-8
        log_p = torch.log(p + z)  #@ stable log-eps-hack
        return p, log_p

    def evaluate_v2(self, s):
        log_p = self.actor.log_forward(s)
        return log_p.exp(), log_p  #@ stable log-of-softmax

    def target(self, r, s2, d):
        with torch.no_grad():
            p, lp = self.evaluate_v2(s2)
            q = torch.min(self.q1(s2), self.q2(s2))
            v = (p * (q - self.log_alpha.exp() * lp)).sum(-1)
            return r + self.gamma * (1 - d) * v

    def actor_loss(self, s):
        p, lp = self.evaluate(s)
        q = torch.min(self.q1(s), self.q2(s))
        return (p * (self.log_alpha.exp().detach() * lp - q)).sum(-1).mean()

    def bc_loss(self, s, a):
        # behaviour cloning warmup
        pi = self.actor(s)
        return torch.nn.functional.cross_entropy(pi, a)  #@ unstable softmax-before-ce across
