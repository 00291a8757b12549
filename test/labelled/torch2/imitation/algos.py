import torch
import torch.nn as nn
import torch.nn.functional as F

from .networks import AIRLDiscriminator, CloningPolicy, DiscretePolicy, GAILDiscriminator


class BehaviourCloning:
    def __init__(self, obs_dim, n_act, lr=1e-3):
        self.policy = CloningPolicy(obs_dim, n_act)
        self.criterion = nn.CrossEntropyLoss()
        self.optim = torch.optim.Adam(self.policy.parameters(), lr=lr)

    def update(self, obs, act):
        pred = self.policy(obs)
        loss = self.criterion(pred, act)  #@ unstable softmax-before-ce across
        self.optim.zero_grad()
        loss.backward()
        self.optim.step()
        return loss.item(), (pred.argmax(-1) == act).float().mean().item()


class BCLogits(BehaviourCloning):
    def __init__(self, obs_dim, n_act, lr=1e-3):
        super().__init__(obs_dim, n_act, lr)
        self.policy = DiscretePolicy(obs_dim, n_act)
        self.optim = torch.optim.Adam(self.policy.parameters(), lr=lr)

    def update(self, obs, act):
        loss = self.criterion(self.policy(obs), act)  #@ stable softmax-before-ce
        self.optim.zero_grad()
        loss.backward()
        self.optim.step()
        return loss.item()


class GAIL:
    def __init__(self, obs_dim, n_act, lr=3e-4):
        self.policy = DiscretePolicy(obs_dim, n_act)
        self.disc = GAILDiscriminator(obs_dim, n_act)
        self.d_opt = torch.optim.Adam(self.disc.parameters(), lr=lr)
        self.p_opt = torch.optim.Adam(self.policy.parameters(), lr=lr)

    def reward(self, obs, act):
        with torch.no_grad():
            d = self.disc(obs, act)
            return -torch.log(1 - d)  #@ unstable bce-after-sigmoid across

    def reward_logit(self, obs, act):
        with torch.no_grad():
            return F.softplus(self.disc.logits(obs, act))  #@ stable naive-softplus

    def update_disc(self, exp, gen):
        le, lg = self.disc.logits(*exp), self.disc.logits(*gen)
        loss = F.binary_cross_entropy_with_logits(le, torch.ones_like(le))  #@ stable bce-after-sigmoid
        loss = loss + F.binary_cross_entropy_with_logits(lg, torch.zeros_like(lg))  #@ stable bce-after-sigmoid
        self.d_opt.zero_grad()
        loss.backward()
        self.d_opt.step()
        acc = 0.5 * ((le > 0).float().mean() + (lg < 0).float().mean())
        return loss.item(), acc.item()

    def update_disc_legacy(self, exp, gen):
        pe, pg = self.disc(*exp), self.disc(*gen)
        loss = F.binary_cross_entropy_with_logits(pe, torch.ones_like(pe))  #@ unstable softmax-before-ce across
        loss = loss + F.binary_cross_entropy_with_logits(pg, torch.zeros_like(pg))  #@ unstable softmax-before-ce across
        self.d_opt.zero_grad()
        loss.backward()
        self.d_opt.step()
        return loss.item()

    def policy_update(self, obs, act, old_logp, adv, clip=0.2):
        logp = self.policy.log_prob(obs, act)
        ratio = torch.exp(logp - old_logp)  #@ stable other
        loss = -torch.min(ratio * adv, ratio.clamp(1 - clip, 1 + clip) * adv).mean()
        self.p_opt.zero_grad()
        loss.backward()
        self.p_opt.step()
        return loss.item()


class AIRL:
    def __init__(self, obs_dim, n_act):
        self.policy = DiscretePolicy(obs_dim, n_act)
        self.disc = AIRLDiscriminator(obs_dim)
        self.opt = torch.optim.Adam(self.disc.parameters(), lr=3e-4)

    def reward(self, s, s2, done, log_pi):
        return self.disc.f(s, s2, done) - log_pi

    def loss(self, expert, agent):
        de, da = self.disc(*expert), self.disc(*agent)
        return -torch.log(de).mean() - torch.log(1 - da).mean()  #@ unstable bce-after-sigmoid across
