"""Knowledge graph embeddings: DistMult / RotatE / ComplEx with jax + optax."""
import argparse
from dataclasses import dataclass
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax


@dataclass(frozen=True)
class Hparams:
    n_ent: int
    n_rel: int
    dim: int = 200
    gamma: float = 12.0
    adv_temp: float = 1.0
    loss: str = "nssa"


def init(key, hp):
    k1, k2 = jax.random.split(key)
    return {"e": jax.random.uniform(k1, (hp.n_ent, hp.dim), minval=-0.1, maxval=0.1),
            "r": jax.random.uniform(k2, (hp.n_rel, hp.dim), minval=-0.1, maxval=0.1)}


def distmult(p, h, r, t):
    return jnp.sum(p["e"][h] * p["r"][r] * p["e"][t], -1)


def transe(p, h, r, t, gamma):
    return gamma - jnp.abs(p["e"][h] + p["r"][r] - p["e"][t]).sum(-1)


def nssa(p, pos, neg_t, hp):
    """self-adversarial negative sampling"""
    h, r, t = pos.T
    ps = distmult(p, h, r, t)
    ns = distmult(p, h[:, None], r[:, None], neg_t)
    w = jax.lax.stop_gradient(jax.nn.softmax(ns * hp.adv_temp, axis=1))  #@ stable naive-softmax
    return -(jax.nn.log_sigmoid(ps) + (w * jax.nn.log_sigmoid(-ns)).sum(1)).mean()  #@ stable log-of-sigmoid


def nssa_old(p, pos, neg_t, hp):
    h, r, t = pos.T
    ps = distmult(p, h, r, t)
    ns = distmult(p, h[:, None], r[:, None], neg_t)
    ew = jnp.exp(hp.adv_temp * ns)
    w = jax.lax.stop_gradient(ew / jnp.sum(ew, 1, keepdims=True))  #@ unstable naive-softmax
    lp = jnp.log(jax.nn.sigmoid(ps))  #@ unstable log-of-sigmoid
    ln = jnp.log(1.0 - jax.nn.sigmoid(ns))  #@ unstable log-of-sigmoid
    return -(lp + (w * ln).sum(1)).mean()


def logistic(p, pos, neg_t, hp):
    h, r, t = pos.T
    s = jnp.concatenate([-distmult(p, h, r, t)[:, None], distmult(p, h[:, None], r[:, None], neg_t)], 1)
    return jnp.log(1.0 + jnp.exp(s)).mean()  #@ unstable naive-softplus


def logistic_sp(p, pos, neg_t, hp):
    h, r, t = pos.T
    return (jax.nn.softplus(-distmult(p, h, r, t)).mean()  #@ stable naive-softplus
            + jax.nn.softplus(distmult(p, h[:, None], r[:, None], neg_t)).mean())


def one_to_all_scores(p, h, r):
    return (p["e"][h] * p["r"][r]) @ p["e"].T


def answer_distribution(p, h, r):
    return jax.nn.softmax(one_to_all_scores(p, h, r), axis=-1)


def one_to_all(p, pos, neg_t, hp):
    h, r, t = pos.T
    probs = answer_distribution(p, h, r)
    return -jnp.log(jnp.take_along_axis(probs, t[:, None], axis=1)).mean()  #@ unstable nll-of-softmax across


def one_to_all_ce(p, pos, neg_t, hp):
    h, r, t = pos.T
    probs = one_to_all_scores(p, h, r)
    return optax.softmax_cross_entropy_with_integer_labels(probs, t).mean()  #@ stable softmax-before-ce


def kbgan_reward(p, pos, neg_t, hp):
    h, r, t = pos.T
    d = transe(p, h[:, None], r[:, None], neg_t, hp.gamma)
    return jnp.exp(d - d.max(0)) / jnp.exp(d - d.max(0)).sum(1, keepdims=True)  #@ unstable wrong-shift


LOSSES = {"nssa": nssa, "nssa_old": nssa_old, "logistic": logistic, "softplus": logistic_sp, "1toN": one_to_all,
          "1toN_ce": one_to_all_ce}


@partial(jax.jit, static_argnums=(0, 5))
def step(opt, params, state, pos, neg, hp):
    loss, g = jax.value_and_grad(LOSSES[hp.loss])(params, pos, neg, hp)
    up, state = opt.update(g, state)
    return optax.apply_updates(params, up), state, loss


def mrr(params, triples):
    out = []
    for h, r, t in triples:
        s = one_to_all_scores(params, h, r)
        out.append(1.0 / (1 + int((s > s[t]).sum())))
    return float(np.mean(out))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="fb15k.npz")
    ap.add_argument("--loss", choices=sorted(LOSSES), default="nssa")
    args = ap.parse_args()
    d = np.load(args.data)
    train = d["train"]
    hp = Hparams(int(train[:, [0, 2]].max()) + 1, int(train[:, 1].max()) + 1, loss=args.loss)
    params = init(jax.random.PRNGKey(0), hp)
    opt = optax.adam(1e-3)
    st = opt.init(params)
    rng = np.random.default_rng(0)
    rel_freq = np.log(np.bincount(train[:, 1]) + 1)  #@ stable other
    print("relation skew", rel_freq.std())
    for i in range(10000):
        pos = train[rng.integers(0, len(train), 512)]
        neg = rng.integers(0, hp.n_ent, (512, 64))
        params, st, loss = step(opt, params, st, pos, neg, hp)
        if i % 500 == 0:
            print(i, float(loss), mrr(params, d["valid"][:200]))


if __name__ == "__main__":
    main()
