import torch
import torch.nn.functional as F

from policy import ActorCritic, LogitActorCritic
from rollout import Rollout


class A2CAgent:
    def __init__(self, obs_dim, n_actions, lr=7e-4, gamma=0.99, ent_coef=0.01):
        self.net = ActorCritic(obs_dim, n_actions)
        self.optim = torch.optim.RMSprop(self.net.parameters(), lr=lr, eps=1e-5)
        self.gamma = gamma
        self.ent_coef = ent_coef
        self.rollout = Rollout()

    def step(self, env, obs):
        action, probs, value = self.net.act(torch.as_tensor(obs, dtype=torch.float32))
        nxt, reward, term, trunc, _ = env.step(action.item())
        self.rollout.add(probs, action, value, reward, term or trunc)
        return nxt, reward, term or trunc

    def update(self, last_obs):
        with torch.no_grad():
            _, last_v = self.net(torch.as_tensor(last_obs, dtype=torch.float32))
        R = self.rollout.returns(last_v.item(), self.gamma)
        values = torch.stack(self.rollout.values)
        adv = R - values
        policy_loss, entropy = 0, 0
        for p, a, ad in zip(self.rollout.probs, self.rollout.actions, adv.detach()):
            policy_loss = policy_loss - torch.log(p[a]) * ad  #@ unstable nll-of-softmax across
            entropy = entropy - (p * torch.log(p + 1e-8)).sum()  #@ unstable log-eps-hack across
        loss = policy_loss + 0.5 * adv.pow(2).sum() - self.ent_coef * entropy
        self.optim.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 0.5)
        self.optim.step()
        self.rollout.clear()
        return loss.item()


class PPOAgent:
    def __init__(self, obs_dim, n_actions, clip=0.2):
        self.net = LogitActorCritic(obs_dim, n_actions)
        self.optim = torch.optim.Adam(self.net.parameters(), lr=3e-4)
        self.clip = clip

    def update(self, obs, act, old_logp, adv, ret, epochs=4):
        for _ in range(epochs):
            dist, v = self.net(obs)
            logp = dist.log_prob(act)  #@ stable nll-of-softmax
            ratio = torch.exp(logp - old_logp)  #@ stable other
            s1 = ratio * adv
            s2 = ratio.clamp(1 - self.clip, 1 + self.clip) * adv
            loss = -torch.min(s1, s2).mean() + 0.5 * F.mse_loss(v, ret) - 0.01 * dist.entropy().mean()
            self.optim.zero_grad()
            loss.backward()
            self.optim.step()
        with torch.no_grad():
            kl = (old_logp - logp).mean().item()
        return kl


def behaviour_cloning(agent, loader, epochs=5):
    """Warm-start the actor from demonstrations."""
    for ep in range(epochs):
        total = 0.0
        for obs, act in loader:
            pi, _ = agent.net(obs)
            loss = F.cross_entropy(pi, act)  #@ unstable softmax-before-ce across
            agent.optim.zero_grad()
            loss.backward()
            agent.optim.step()
            total += loss.item()
        print('bc epoch', ep, total / max(1, len(loader)))
