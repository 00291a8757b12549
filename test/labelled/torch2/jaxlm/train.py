import argparse
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax

from jaxlm import model as M
from jaxlm.nn.ops import softmax


def loss_fn(params, batch, cfg, aux=1e-2):
    logits, ent = jax.vmap(lambda t: M.forward(params, t, cfg))(batch[:, :-1])
    ce = optax.softmax_cross_entropy_with_integer_labels(logits, batch[:, 1:])  #@ stable softmax-before-ce
    return ce.mean() - aux * ent.mean()


def loss_from_probs(params, batch, cfg):
    logits, _ = jax.vmap(lambda t: M.forward(params, t, cfg))(batch[:, :-1])
    probs = softmax(logits)
    oh = jax.nn.one_hot(batch[:, 1:], cfg.vocab)
    return -jnp.mean(jnp.sum(oh * jnp.log(probs), axis=-1))  #@ unstable nll-of-softmax across


def eval_loss(params, batch, cfg):
    probs = jax.vmap(lambda t: M.predict(params, t, cfg))(batch[:, :-1])
    ce = optax.softmax_cross_entropy_with_integer_labels(probs, batch[:, 1:])  #@ unstable softmax-before-ce across
    return ce.mean()


def label_smoothed(logits, y, eps=0.1):
    lp = jax.nn.log_softmax(logits)  #@ stable log-of-softmax
    oh = optax.smooth_labels(jax.nn.one_hot(y, logits.shape[-1]), eps)
    return -(oh * lp).sum(-1).mean()


@partial(jax.jit, static_argnums=(0, 4))
def step(opt, params, state, batch, cfg):
    loss, g = jax.value_and_grad(loss_fn)(params, batch, cfg)
    up, state = opt.update(g, state, params)
    return optax.apply_updates(params, up), state, loss


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--steps", type=int, default=300)
    ap.add_argument("--act", default="gelu", choices=list(M.activations))
    args = ap.parse_args()
    cfg = M.Config(act=args.act)
    rng = np.random.default_rng(0)
    params = M.init_params(jax.random.PRNGKey(0), cfg)
    opt = optax.adamw(optax.warmup_cosine_decay_schedule(0.0, 1e-3, 50, args.steps))
    st = opt.init(params)
    for i in range(args.steps):
        batch = jnp.asarray(rng.integers(0, cfg.vocab, (8, 65)))
        params, st, loss = step(opt, params, st, batch, cfg)
        if i % 20 == 0:
            print(i, float(loss), "ppl", float(jnp.exp(loss)), float(eval_loss(params, batch, cfg)))  #@ stable other


if __name__ == "__main__":
    main()
