import argparse
import functools

import jax
import jax.numpy as jnp
import numpy as np
import optax
from flax.training.train_state import TrainState
import gymnasium as gym

from jax_ppo.agents import ActorCritic, ppo_loss, act
from jax_ppo.agents.networks import Discriminator
from jax_ppo.agents.ppo import gae, gail_loss


@functools.partial(jax.jit, static_argnums=(2,))
def update(state, batch, ent_coef):
    grad_fn = jax.value_and_grad(ppo_loss, has_aux=True)
    (loss, aux), grads = grad_fn(state.params, state.apply_fn, batch, ent_coef=ent_coef)
    return state.apply_gradients(grads=grads), loss, aux


def imitation_reward(disc, d_params, obs, action):
    d = disc.apply(d_params, obs, action)
    return -jnp.log(1.0 - d + 1e-8)  #@ unstable log-eps-hack across


def behaviour_clone_loss(params, apply_fn, obs, actions):
    out = apply_fn(params, obs)
    return optax.softmax_cross_entropy_with_integer_labels(out.pi, actions).mean()  #@ unstable softmax-before-ce across


def bc_valid_loss(params, apply_fn, obs, actions):
    out = apply_fn(params, obs)
    return optax.softmax_cross_entropy_with_integer_labels(out.logits, actions).mean()  #@ stable softmax-before-ce


def rollout(envs, state, key, obs, steps):
    buf = {k: [] for k in ('obs', 'action', 'logp', 'value', 'reward', 'done')}
    for _ in range(steps):
        key, sub = jax.random.split(key)
        a, lp, v = act(sub, state.apply_fn, state.params, obs)
        nxt, r, term, trunc, _ = envs.step(np.asarray(a))
        for k, x in zip(buf, (obs, a, lp, v, r, term | trunc)):
            buf[k].append(x)
        obs = nxt
    return {k: jnp.asarray(np.stack(v)) for k, v in buf.items()}, obs, key


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--env', default='CartPole-v1')
    ap.add_argument('--total', type=int, default=500)
    ap.add_argument('--ent', type=float, default=0.01)
    args = ap.parse_args()
    envs = gym.vector.SyncVectorEnv([lambda: gym.make(args.env) for _ in range(8)])
    key = jax.random.PRNGKey(0)
    net = ActorCritic(envs.single_action_space.n)
    params = net.init(key, jnp.zeros((1,) + envs.single_observation_space.shape))
    sched = optax.linear_schedule(2.5e-4, 0.0, args.total * 4)
    state = TrainState.create(apply_fn=net.apply, params=params,
                              tx=optax.chain(optax.clip_by_global_norm(0.5), optax.adam(sched)))
    obs, _ = envs.reset(seed=0)
    for it in range(args.total):
        traj, obs, key = rollout(envs, state, key, obs, 128)
        last = net.apply(state.params, obs).value
        adv, ret = gae(traj['reward'], traj['value'], traj['done'].astype(float), last)
        batch = {'obs': traj['obs'], 'action': traj['action'], 'logp': traj['logp'], 'adv': adv, 'ret': ret}
        batch = {k: v.reshape((-1,) + v.shape[2:]) for k, v in batch.items()}
        for _ in range(4):
            state, loss, aux = update(state, batch, args.ent)
        if it % 10 == 0:
            print(it, float(loss), {k: float(v) for k, v in aux.items()})


if __name__ == '__main__':
    main()
