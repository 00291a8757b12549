import collections

import gymnasium as gym
import haiku as hk
import jax
import jax.numpy as jnp
import numpy as np
import optax
from absl import app, flags

FLAGS = flags.FLAGS
flags.DEFINE_float("gamma", 0.99, "discount")
flags.DEFINE_float("lr", 7e-4, "learning rate")
flags.DEFINE_integer("n_steps", 16, "rollout length")
flags.DEFINE_integer("updates", 20000, "number of updates")
flags.DEFINE_float("ent", 0.01, "entropy weight")

Rollout = collections.namedtuple("Rollout", "obs act rew done")


class ActorCritic(hk.Module):
    def __init__(self, n_actions, name=None):
        super().__init__(name=name)
        self.n_actions = n_actions

    def __call__(self, obs):
        h = hk.nets.MLP([64, 64], activation=jnp.tanh, activate_final=True)(obs)
        pi = jax.nn.softmax(hk.Linear(self.n_actions)(h))
        v = hk.Linear(1)(h)
        return pi, v[..., 0]


def build(n_actions):
    return hk.without_apply_rng(hk.transform(lambda o: ActorCritic(n_actions)(o)))


class Agent:
    def __init__(self, env, seed=0):
        self.net = build(env.action_space.n)
        self.key = jax.random.PRNGKey(seed)
        self.params = self.net.init(self.key, jnp.zeros((1,) + env.observation_space.shape))
        self.opt = optax.chain(optax.clip_by_global_norm(0.5), optax.rmsprop(FLAGS.lr))
        self.state = self.opt.init(self.params)
        self._update = jax.jit(self.update)

    def act(self, obs):
        self.key, k = jax.random.split(self.key)
        pi, _ = self.net.apply(self.params, obs[None])
        return int(jax.random.categorical(k, jnp.log(pi[0])))  #@ unstable log-of-softmax across

    def loss(self, params, r: Rollout, ret):
        pi, v = self.net.apply(params, r.obs)
        adv = ret - v
        logp = jnp.log(pi[jnp.arange(pi.shape[0]), r.act])  #@ unstable nll-of-softmax across
        pg = -(logp * jax.lax.stop_gradient(adv)).mean()
        ent = -(pi * jnp.log(pi + 1e-8)).sum(-1).mean()  #@ unstable log-eps-hack across
        return pg + 0.5 * jnp.square(adv).mean() - FLAGS.ent * ent, ent

    def update(self, params, state, r, ret):
        (loss, ent), g = jax.value_and_grad(self.loss, has_aux=True)(params, r, ret)
        u, state = self.opt.update(g, state, params)
        return optax.apply_updates(params, u), state, loss, ent

    def learn(self, r, last_obs):
        _, boot = self.net.apply(self.params, last_obs[None])
        R, out = float(boot[0]), []
        for rew, d in zip(r.rew[::-1], r.done[::-1]):
            R = rew + FLAGS.gamma * R * (1 - d)
            out.append(R)
        ret = jnp.asarray(out[::-1])
        self.params, self.state, loss, ent = self._update(self.params, self.state, r, ret)
        return float(loss), float(ent)


def main(_):
    env = gym.make("CartPole-v1")
    agent = Agent(env)
    obs, _ = env.reset(seed=0)
    ep, hist = 0.0, collections.deque(maxlen=50)
    for u in range(FLAGS.updates):
        buf = Rollout([], [], [], [])
        for _ in range(FLAGS.n_steps):
            a = agent.act(obs)
            nxt, rew, term, trunc, _ = env.step(a)
            for lst, v in zip(buf, (obs, a, rew, float(term or trunc))):
                lst.append(v)
            ep += rew
            obs = nxt
            if term or trunc:
                hist.append(ep)
                ep = 0.0
                obs, _ = env.reset()
        loss, ent = agent.learn(Rollout(*(np.asarray(x) for x in buf)), obs)
        if u % 200 == 0 and hist:
            print(f"{u:6d} return {np.mean(hist):7.1f} loss {loss:.3f} ent {ent:.3f} / {np.log(env.action_space.n):.3f}")  #@ stable other


if __name__ == "__main__":
    app.run(main)
