import logging

import jax
import jax.numpy as jnp
import optax
from flax.training import train_state

from .config import TrainConfig
from .losses import clip_loss, info_nce, nt_xent, distill
from .modules import CLIP

logger = logging.getLogger(__name__)


def make_state(key, cfg: TrainConfig):
    model = CLIP(cfg.model)
    img = jnp.zeros((1, 224, 224, 3))
    ids = jnp.ones((1, cfg.model.context_length), jnp.int32)
    params = model.init(key, img, ids)
    sched = optax.warmup_cosine_decay_schedule(0.0, cfg.lr, cfg.warmup, cfg.steps)
    tx = optax.adamw(sched, b1=cfg.betas[0], b2=cfg.betas[1], weight_decay=0.2)
    return model, train_state.TrainState.create(apply_fn=model.apply, params=params, tx=tx)


def make_step(model):
    @jax.jit
    def step(state, img, ids):
        def loss_fn(p):
            return clip_loss(state.apply_fn(p, img, ids))
        loss, grads = jax.value_and_grad(loss_fn)(state.params)
        return state.apply_gradients(grads=grads), loss
    return step


def zero_shot_probs(model, params, imgs, class_ids):
    logits = model.apply(params, imgs, class_ids)
    return jax.nn.softmax(logits, axis=-1)


def zero_shot_nll(model, params, imgs, class_ids, labels):
    p = zero_shot_probs(model, params, imgs, class_ids)
    return -jnp.log(p[jnp.arange(len(labels)), labels]).mean()  #@ unstable nll-of-softmax across


def calibrate(model, params, imgs, class_ids, labels):
    p = zero_shot_probs(model, params, imgs, class_ids)
    return optax.softmax_cross_entropy(p, jax.nn.one_hot(labels, p.shape[-1])).mean()  #@ unstable softmax-before-ce across


def retrieval_probs(model, params, imgs, ids):
    zi, zt = model.apply(params, imgs, ids, method=CLIP.encode)
    sims = zi @ zt.T
    w = jnp.exp(sims / 0.01)
    return w / w.sum(axis=1, keepdims=True)  #@ unstable naive-softmax


def train(loader, cfg: TrainConfig = TrainConfig()):
    key = jax.random.PRNGKey(0)
    model, state = make_state(key, cfg)
    step = make_step(model)
    for i, (img, ids) in enumerate(loader):
        state, loss = step(state, img, ids)
        if i % 100 == 0:
            logger.log(logging.INFO, 'step %d loss %.4f', i, float(loss))  #@ stable other
    return state
