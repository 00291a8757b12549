import argparse
import logging

import gym
import torch
import torch.nn.functional as F
from torch.distributions import Categorical

from buffer import Rollout
from networks import Actor, Critic, LogitActor
from objectives import a2c_loss, approx_kl, awr_loss, bc_loss, clipped_surrogate, policy_entropy

log = logging.getLogger("ppo")


def act(actor, obs, algo):
    out = actor(torch.as_tensor(obs, dtype=torch.float32))
    if algo == "a2c":
        a = torch.multinomial(out, 1).squeeze(-1)
        return a.item(), 0.0
    m = Categorical(logits=out)  #@ stable other
    a = m.sample()
    return a.item(), m.log_prob(a).item()


def collect(env, actor, critic, steps, algo):
    buf = Rollout()
    obs, ep, rets = env.reset()[0], 0.0, []
    for _ in range(steps):
        with torch.no_grad():
            a, lp = act(actor, obs, algo)
            v = critic(torch.as_tensor(obs, dtype=torch.float32)).item()
        nobs, r, term, trunc, _ = env.step(a)
        buf.add(obs, a, r, v, lp, term or trunc)
        ep += r
        obs = nobs
        if term or trunc:
            rets.append(ep)
            ep, obs = 0.0, env.reset()[0]
    with torch.no_grad():
        last = critic(torch.as_tensor(obs, dtype=torch.float32)).item()
    return buf.finish(last), rets


def update_a2c(actor, critic, opt, b, ent_coef):
    dist = actor(b["obs"])
    loss = a2c_loss(dist, b["act"], b["adv"]) - ent_coef * policy_entropy(dist)
    loss = loss + 0.5 * F.mse_loss(critic(b["obs"]), b["ret"])
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


def update_ppo(actor, critic, opt, b, ent_coef, epochs=10, target_kl=0.02):
    for _ in range(epochs):
        m = Categorical(logits=actor(b["obs"]))
        lp = m.log_prob(b["act"])
        loss = clipped_surrogate(lp, b["logp"], b["adv"]) - ent_coef * m.entropy().mean()
        loss = loss + 0.5 * F.mse_loss(critic(b["obs"]), b["ret"])
        opt.zero_grad()
        loss.backward()
        opt.step()
        if approx_kl(b["logp"], lp.detach()) > 1.5 * target_kl:
            break
    return loss.item()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--algo", choices=["a2c", "ppo", "awr"], default="ppo")
    p.add_argument("--env", default="LunarLander-v2")
    p.add_argument("--iters", type=int, default=300)
    p.add_argument("--demos", default=None)
    args = p.parse_args()
    env = gym.make(args.env)
    o, n = env.observation_space.shape[0], env.action_space.n
    actor = Actor(o, n) if args.algo == "a2c" else LogitActor(o, n)
    critic = Critic(o)
    opt = torch.optim.Adam(list(actor.parameters()) + list(critic.parameters()), lr=3e-4)
    if args.demos:
        student = Actor(o, n)
        bc_opt = torch.optim.Adam(student.parameters(), lr=1e-3)
        d = torch.load(args.demos)
        for _ in range(500):
            bc_opt.zero_grad()
            bc_loss(student(d["obs"]), d["act"]).backward()
            bc_opt.step()
    for it in range(args.iters):
        batch, rets = collect(env, actor, critic, 2048, args.algo)
        if args.algo == "a2c":
            l = update_a2c(actor, critic, opt, batch, 0.01)
        elif args.algo == "awr":
            loss = awr_loss(actor(batch["obs"]), batch["act"], batch["adv"])
            opt.zero_grad(); loss.backward(); opt.step()
            l = loss.item()
        else:
            l = update_ppo(actor, critic, opt, batch, 0.01)
        log.info("iter %d loss %.3f return %.1f", it, l, sum(rets) / max(len(rets), 1))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main()
