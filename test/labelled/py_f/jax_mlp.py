import time
from functools import partial

import jax
import jax.numpy as jnp
import optax
from jax import grad, jit, random, vmap
from jax.scipy.special import logsumexp


def init_layer(m, n, key, scale=1e-2):
  w, b = random.split(key)
  return scale * random.normal(w, (n, m)), scale * random.normal(b, (n,))


def init_net(sizes, key):
  keys = random.split(key, len(sizes))
  return [init_layer(m, n, k) for m, n, k in zip(sizes[:-1], sizes[1:], keys)]


def forward(params, image):
  h = image
  for w, b in params[:-1]:
    h = jax.nn.relu(w @ h + b)
  w, b = params[-1]
  return w @ h + b


def predict(params, image):
  logits = forward(params, image)
  return logits - logsumexp(logits)  #@ stable naive-logsumexp


def predict_proba(params, image):
  return jax.nn.softmax(forward(params, image))


batched_predict = vmap(predict, in_axes=(None, 0))
batched_proba = vmap(predict_proba, in_axes=(None, 0))


def loss(params, images, targets):
  return -jnp.mean(batched_predict(params, images) * targets)


def loss_optax(params, x, y):
  out = jax.nn.softmax(vmap(partial(forward, params))(x), axis=-1)
  return optax.softmax_cross_entropy_with_integer_labels(out, y).mean()  #@ unstable softmax-before-ce


def loss_entropy_reg(params, x, y, coef=0.01):
  logits = vmap(partial(forward, params))(x)
  ce = optax.softmax_cross_entropy(logits, jax.nn.one_hot(y, 10)).mean()  #@ stable softmax-before-ce
  p = jax.nn.softmax(logits)
  ent = -(p * jnp.log(p)).sum(-1).mean()  #@ unstable log-of-softmax
  return ce - coef * ent


def manual_lse_loss(params, x, y):
  z = vmap(partial(forward, params))(x)
  picked = jnp.take_along_axis(z, y[:, None], 1)[:, 0]
  return jnp.mean(jnp.log(jnp.sum(jnp.exp(z), axis=1)) - picked)  #@ unstable naive-logsumexp


def logistic(w, x):
  return 1. / (1. + jnp.exp(-jnp.dot(x, w)))  #@ unstable naive-sigmoid


def tanh_log_det(u):
  return 2. * (jnp.log(2.) - u - jax.nn.softplus(-2. * u))  #@ stable naive-softplus


def toy_grad():
  w = jnp.zeros(3)
  X = jnp.array([[0.5, 1.1, 200.], [0.9, -1., -900.]])
  t = jnp.array([1., 0.])
  return grad(lambda w: jnp.mean((logistic(w, X) - t) ** 2))(w)


@jit
def update(params, x, y):
  g = grad(loss)(params, x, y)
  return [(w - 0.01 * dw, b - 0.01 * db) for (w, b), (dw, db) in zip(params, g)]


if __name__ == '__main__':
  params = init_net([784, 512, 512, 10], random.PRNGKey(0))
  sched = optax.exponential_decay(1e-3, 1000, 0.9)
  t0 = time.time()
  x = random.normal(random.PRNGKey(1), (32, 784))
  y = jax.nn.one_hot(jnp.arange(32) % 10, 10)
  for _ in range(10):
    params = update(params, x, y)
  print(loss(params, x, y), time.time() - t0, sched(10), toy_grad())
