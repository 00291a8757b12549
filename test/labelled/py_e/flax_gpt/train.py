import argparse
import functools

import jax
import jax.numpy as jnp
import numpy as np
import optax
from flax.training import train_state

from modules import GPT


def make_state(rng, vocab, lr, steps):
    model = GPT(vocab)
    params = model.init(rng, jnp.ones((1, 16), jnp.int32))
    sched = optax.warmup_cosine_decay_schedule(0.0, lr, 200, steps)
    tx = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(sched, weight_decay=0.1))
    return train_state.TrainState.create(apply_fn=model.apply, params=params, tx=tx)


@jax.jit
def train_step(state, x, y):
    def loss_fn(p):
        out = state.apply_fn(p, x)
        return optax.softmax_cross_entropy_with_integer_labels(out, y).mean()  #@ unstable softmax-before-ce across

    loss, g = jax.value_and_grad(loss_fn)(state.params)
    return state.apply_gradients(grads=g), loss


@jax.jit
def eval_step(state, x, y):
    p = state.apply_fn(state.params, x)
    picked = jnp.take_along_axis(p, y[..., None], axis=-1)
    return -jnp.log(picked).mean()  #@ unstable nll-of-softmax across


@functools.partial(jax.jit, static_argnums=(3,))
def sample(key, state, ids, temperature):
    p = state.apply_fn(state.params, ids)[:, -1]
    g = -jnp.log(-jnp.log(jax.random.uniform(key, p.shape, minval=1e-7, maxval=1 - 1e-7)))  #@ stable other
    return jnp.argmax(jnp.log(p) / temperature + g, -1)  #@ unstable log-of-softmax across


def batches(tokens, bs, n, rng):
    while True:
        i = rng.integers(0, len(tokens) - n - 1, bs)
        x = np.stack([tokens[j:j + n + 1] for j in i])
        yield x[:, :-1], x[:, 1:]


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="train.bin")
    ap.add_argument("--vocab", type=int, default=50257)
    ap.add_argument("--steps", type=int, default=5000)
    a = ap.parse_args()
    toks = np.fromfile(a.data, dtype=np.uint16).astype(np.int32)
    st = make_state(jax.random.PRNGKey(0), a.vocab, 3e-4, a.steps)
    it = batches(toks, 16, 256, np.random.default_rng(0))
    for s in range(a.steps):
        st, loss = train_step(st, *next(it))
        if s % 100 == 0:
            l = eval_step(st, *next(it))
            print(s, float(loss), float(l), "ppl", float(jnp.exp(l)))  #@ stable other
