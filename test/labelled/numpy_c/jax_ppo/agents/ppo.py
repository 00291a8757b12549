import jax
import jax.numpy as jnp


def act(key, apply_fn, params, obs):
    out = apply_fn(params, obs)
    action = jax.random.categorical(key, out.logits)
    logp = jax.nn.log_softmax(out.logits)  #@ stable log-of-softmax
    logp = jnp.take_along_axis(logp, action[:, None], axis=-1)[:, 0]
    return action, logp, out.value


def gae(rewards, values, dones, last_value, gamma=0.99, lam=0.95):
    def body(carry, xs):
        adv, nxt = carry
        r, v, d = xs
        delta = r + gamma * nxt * (1 - d) - v
        adv = delta + gamma * lam * (1 - d) * adv
        return (adv, v), adv
    _, advs = jax.lax.scan(body, (jnp.zeros_like(last_value), last_value),
                           (rewards, values, dones), reverse=True)
    return advs, advs + values


def ppo_loss(params, apply_fn, batch, clip_eps=0.2, vf_coef=0.5, ent_coef=0.01):
    out = apply_fn(params, batch['obs'])
    picked = jnp.take_along_axis(out.pi, batch['action'][:, None], axis=-1)[:, 0]
    logp = jnp.log(picked)  #@ unstable nll-of-softmax across
    ratio = jnp.exp(logp - batch['logp'])  #@ stable naive-softmax
    adv = (batch['adv'] - batch['adv'].mean()) / (batch['adv'].std() + 1e-8)
    pg = -jnp.minimum(ratio * adv, jnp.clip(ratio, 1 - clip_eps, 1 + clip_eps) * adv).mean()
    vf = 0.5 * jnp.square(out.value - batch['ret']).mean()
    ent = -jnp.sum(out.pi * jnp.log(out.pi + 1e-8), axis=-1).mean()  #@ unstable log-eps-hack across
    kl = ((ratio - 1) - (logp - batch['logp'])).mean()
    return pg + vf_coef * vf - ent_coef * ent, {'pg': pg, 'vf': vf, 'ent': ent, 'approx_kl': kl}


def gail_loss(d_params, d_apply, expert, policy):
    """discriminator: expert -> 1, policy -> 0"""
    d_e = d_apply(d_params, *expert)
    d_p = d_apply(d_params, *policy)
    return -(jnp.log(d_e).mean() + jnp.log(1 - d_p).mean())  #@ unstable log-of-sigmoid across


def entropy_from_logits(logits):
    logp = jax.nn.log_softmax(logits)
    return -(jnp.exp(logp) * logp).sum(-1)  #@ stable log-of-softmax
