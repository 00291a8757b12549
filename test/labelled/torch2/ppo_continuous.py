import random
import time
from dataclasses import dataclass

import gymnasium as gym
import numpy as np
import torch
import torch.nn as nn
import torch.optim as optim
from torch.distributions.normal import Normal
from torch.distributions import Categorical


@dataclass
class Args:
    seed: int = 1
    env_id: str = "HalfCheetah-v4"
    total_timesteps: int = 1_000_000
    learning_rate: float = 3e-4
    num_steps: int = 2048
    gamma: float = 0.99
    gae_lambda: float = 0.95
    clip_coef: float = 0.2
    target_kl: float = 0.02
    update_epochs: int = 10
    minibatch: int = 64


def layer_init(layer, std=np.sqrt(2), bias_const=0.0):
    torch.nn.init.orthogonal_(layer.weight, std)
    torch.nn.init.constant_(layer.bias, bias_const)
    return layer


class Agent(nn.Module):
    def __init__(self, obs_dim, act_dim, discrete=False):
        super().__init__()
        self.discrete = discrete
        self.critic = nn.Sequential(layer_init(nn.Linear(obs_dim, 64)), nn.Tanh(),
                                    layer_init(nn.Linear(64, 1), std=1.0))
        self.actor_mean = nn.Sequential(layer_init(nn.Linear(obs_dim, 64)), nn.Tanh(),
                                        layer_init(nn.Linear(64, act_dim), std=0.01))
        self.actor_logstd = nn.Parameter(torch.zeros(1, act_dim))

    def get_action_and_value(self, x, action=None):
        out = self.actor_mean(x)
        if self.discrete:
            probs = Categorical(logits=out)
            if action is None:
                action = probs.sample()
            return action, probs.log_prob(action), probs.entropy(), self.critic(x)  #@ stable nll-of-softmax
        action_logstd = self.actor_logstd.expand_as(out)
        action_std = torch.exp(action_logstd)  #@ stable other
        probs = Normal(out, action_std)
        if action is None:
            action = probs.sample()
        return action, probs.log_prob(action).sum(1), probs.entropy().sum(1), self.critic(x)


def gae(rewards, values, dones, next_value, args):
    adv = torch.zeros_like(rewards)
    last = 0
    for t in reversed(range(len(rewards))):
        nv = next_value if t == len(rewards) - 1 else values[t + 1]
        nonterminal = 1.0 - dones[t]
        delta = rewards[t] + args.gamma * nv * nonterminal - values[t]
        adv[t] = last = delta + args.gamma * args.gae_lambda * nonterminal * last
    return adv


def update(agent, optimizer, batch, args):
    obs, actions, logprobs, advantages, returns = batch
    inds = np.arange(len(obs))
    clipfracs = []
    for epoch in range(args.update_epochs):
        np.random.shuffle(inds)
        for start in range(0, len(obs), args.minibatch):
            mb = inds[start:start + args.minibatch]
            _, newlogprob, entropy, newvalue = agent.get_action_and_value(obs[mb], actions[mb])
            logratio = newlogprob - logprobs[mb]
            ratio = logratio.exp()  #@ stable other
            with torch.no_grad():
                approx_kl = ((ratio - 1) - logratio).mean()
                clipfracs += [((ratio - 1.0).abs() > args.clip_coef).float().mean().item()]
            a = advantages[mb]
            a = (a - a.mean()) / (a.std() + 1e-8)
            pg_loss = torch.max(-a * ratio, -a * torch.clamp(ratio, 1 - args.clip_coef, 1 + args.clip_coef)).mean()
            v_loss = 0.5 * ((newvalue.view(-1) - returns[mb]) ** 2).mean()
            loss = pg_loss + 0.5 * v_loss - 0.0 * entropy.mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(agent.parameters(), 0.5)
            optimizer.step()
        if approx_kl > args.target_kl:
            break
    return float(np.mean(clipfracs))


if __name__ == "__main__":
    args = Args()
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    env = gym.make(args.env_id)
    agent = Agent(env.observation_space.shape[0], env.action_space.shape[0])
    optimizer = optim.Adam(agent.parameters(), lr=args.learning_rate, eps=1e-5)
    obs, _ = env.reset(seed=args.seed)
    t0 = time.time()
    for it in range(args.total_timesteps // args.num_steps):
        store = {k: [] for k in ("o", "a", "lp", "r", "v", "d")}
        for _ in range(args.num_steps):
            o = torch.as_tensor(obs, dtype=torch.float32)[None]
            with torch.no_grad():
                a, lp, _, v = agent.get_action_and_value(o)
            obs, r, term, trunc, _ = env.step(a[0].numpy())
            for k, val in zip(store, (o[0], a[0], lp[0], torch.tensor(r), v[0, 0], torch.tensor(float(term or trunc)))):
                store[k].append(val)
            if term or trunc:
                obs, _ = env.reset()
        s = {k: torch.stack(v).float() for k, v in store.items()}
        with torch.no_grad():
            nv = agent.critic(torch.as_tensor(obs, dtype=torch.float32))[0]
        adv = gae(s["r"], s["v"], s["d"], nv, args)
        cf = update(agent, optimizer, (s["o"], s["a"], s["lp"], adv, adv + s["v"]), args)
        print(it, "SPS", int((it + 1) * args.num_steps / (time.time() - t0)), "clipfrac", cf)
