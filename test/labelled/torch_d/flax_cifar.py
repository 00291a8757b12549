"""Image classification with flax + optax, plus a few losses we tried."""
import functools
from typing import Any, Sequence

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import optax
from absl import app, flags
from flax.training import train_state

FLAGS = flags.FLAGS
flags.DEFINE_float('lr', 0.1, '')
flags.DEFINE_integer('epochs', 30, '')
flags.DEFINE_string('loss', 'xent', '')


class ConvNet(nn.Module):
    features: Sequence[int]
    num_classes: int
    probs: bool = False

    @nn.compact
    def __call__(self, x, train: bool = True):
        for f in self.features:
            x = nn.Conv(f, (3, 3))(x)
            x = nn.GroupNorm(num_groups=8)(x)
            x = nn.relu(x)
            x = nn.avg_pool(x, (2, 2), (2, 2))
        x = x.mean(axis=(1, 2))
        return nn.Dense(self.num_classes)(x)


class GatedHead(nn.Module):
    num_classes: int

    @nn.compact
    def __call__(self, h):
        g = nn.softmax(nn.Dense(4)(h))
        experts = jnp.stack([nn.Dense(self.num_classes)(h) for _ in range(4)], axis=1)
        return nn.softmax((g[..., None] * experts).sum(1))


def xent(logits, labels):
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()  #@ stable softmax-before-ce


def xent_manual(logits, labels):
    logp = logits - jax.scipy.special.logsumexp(logits, axis=-1, keepdims=True)  #@ stable naive-logsumexp
    return -jnp.take_along_axis(logp, labels[:, None], -1).mean()


def z_loss(logits, labels, coef=1e-4):
    log_z = jnp.log(jnp.sum(jnp.exp(logits), axis=-1))  #@ unstable naive-logsumexp
    return xent(logits, labels) + coef * jnp.square(log_z).mean()


def confidence_penalty(logits, labels, beta=0.1):
    p = jax.nn.softmax(logits)
    ent = -jnp.sum(p * jnp.log(p), axis=-1)  #@ unstable log-of-softmax
    return xent(logits, labels) - beta * ent.mean()


def mixup_loss(logits, onehot):
    p = nn.softmax(logits)
    return -jnp.mean(jnp.sum(onehot * jnp.log(jnp.clip(p, 1e-7, 1.0)), -1))  #@ unstable log-eps-hack


def head_loss(head, params, h, labels):
    out = head.apply(params, h)
    onehot = jax.nn.one_hot(labels, out.shape[-1])
    return optax.softmax_cross_entropy(out, onehot).mean()  #@ unstable softmax-before-ce across


class EvidentialState(train_state.TrainState):
    batch_stats: Any = None


def evidential(logits, labels):
    evidence = nn.softplus(logits)  #@ stable naive-softplus
    alpha = evidence + 1
    S = alpha.sum(-1, keepdims=True)
    y = jax.nn.one_hot(labels, logits.shape[-1])
    return (y * (jnp.log(S) - jnp.log(alpha))).sum(-1).mean()  #@ stable other


LOSSES = {'xent': xent, 'manual': xent_manual, 'z': z_loss, 'cp': confidence_penalty, 'edl': evidential}


@functools.partial(jax.jit, static_argnums=3)
def train_step(state, x, y, loss_name):
    def loss_fn(params):
        logits = state.apply_fn({'params': params}, x)
        return LOSSES[loss_name](logits, y), logits
    (loss, logits), grads = jax.value_and_grad(loss_fn, has_aux=True)(state.params)
    acc = (logits.argmax(-1) == y).mean()
    return state.apply_gradients(grads=grads), loss, acc


@jax.jit
def train_head_step(params, opt_state, h, y):
    head = GatedHead(10)
    loss, g = jax.value_and_grad(lambda p: head_loss(head, p, h, y))(params)
    return loss, g


def batches(x, y, bs, rng):
    order = rng.permutation(len(x))
    for i in range(0, len(x) - bs + 1, bs):
        idx = order[i:i + bs]
        yield x[idx], y[idx]


def main(_):
    d = np.load('cifar10.npz')
    x, y = d['x'].astype(np.float32) / 255., d['y']
    model = ConvNet((64, 128, 256), 10)
    params = model.init(jax.random.PRNGKey(0), x[:1])['params']
    tx = optax.sgd(optax.cosine_decay_schedule(FLAGS.lr, FLAGS.epochs * (len(x) // 128)), 0.9)
    state = train_state.TrainState.create(apply_fn=model.apply, params=params, tx=tx)
    rng = np.random.default_rng(0)
    for e in range(FLAGS.epochs):
        accs = []
        for bx, by in batches(x, y, 128, rng):
            state, loss, acc = train_step(state, bx, by, FLAGS.loss)
            accs.append(float(acc))
        print(e, float(loss), np.mean(accs))


if __name__ == '__main__':
    app.run(main)
