import random
import torch
import torch.nn.functional as F

from nets import ActorCritic, LogitActorCritic


class Worker(object):
    def __init__(self, env, gamma=0.99, beta=0.01):
        self.env = env
        self.net = ActorCritic(env.n_obs, env.n_act)
        self.gamma = gamma
        self.beta = beta

    def rollout(self, T=20):
        s = self.env.state
        logps, vals, rews, ents = [], [], [], []
        for _ in range(T):
            probs, v = self.net(torch.as_tensor(s).float())
            a = random.choices(range(self.env.n_act), weights=probs.tolist())[0]
            logps.append(probs[a].log())  #@ unstable nll-of-softmax across
            ents.append(-(probs * (probs + 1e-6).log()).sum())  #@ unstable log-eps-hack across
            s, r, done = self.env.step(a)
            vals.append(v)
            rews.append(r)
            if done:
                s = self.env.reset()
        return logps, vals, rews, ents

    def loss(self):
        logps, vals, rews, ents = self.rollout()
        R, total = 0, 0
        for lp, v, r, h in reversed(list(zip(logps, vals, rews, ents))):
            R = r + self.gamma * R
            adv = R - v
            total = total - lp * adv.detach() + 0.5 * adv.pow(2) - self.beta * h
        return total


class LogitWorker(Worker):
    def __init__(self, env, **kw):
        super().__init__(env, **kw)
        self.net = LogitActorCritic(env.n_obs, env.n_act)

    def step_loss(self, s, a, R):
        logits, v = self.net(s)
        logp = F.log_softmax(logits, dim=-1)
        p = logp.exp()
        ent = -(p * logp).sum(-1)
        pick = logp.gather(-1, a.unsqueeze(-1)).squeeze(-1)
        return -(pick * (R - v.detach()).squeeze(-1)).mean() + F.mse_loss(v, R) - self.beta * ent.mean()

    def imitation(self, s, a):
        probs, _ = self.net(s)
        return F.cross_entropy(probs, a)
