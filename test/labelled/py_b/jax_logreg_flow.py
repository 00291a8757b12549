import jax
import jax.numpy as jnp
import optax
from jax import grad, jit, vmap
from jax.scipy.special import logsumexp


def sigmoid(x):
    return 1 / (1 + jnp.exp(-x))


def predict(w, X):
    return jax.nn.sigmoid(X @ w)


@jit
def nll(w, X, y):
    p = predict(w, X)
    return -jnp.mean(jnp.log(p * y + (1 - p) * (1 - y)))  #@ unstable log-of-sigmoid across


@jit
def nll_logits(w, X, y):
    return optax.sigmoid_binary_cross_entropy(X @ w, y).mean()  #@ stable bce-after-sigmoid


def nll_optax(w, X, y):
    p = jax.nn.sigmoid(X @ w)
    return optax.sigmoid_binary_cross_entropy(p, y).mean()  #@ unstable softmax-before-ce


def nll_cls(W, X, y):
    probs = jax.nn.softmax(X @ W)
    return optax.softmax_cross_entropy_with_integer_labels(probs, y).mean()  #@ unstable softmax-before-ce


def nll_multi(W, X, y):
    logits = X @ W
    return jnp.mean(logsumexp(logits, axis=1) - logits[jnp.arange(len(y)), y])  #@ stable naive-logsumexp


def hinge_smooth(w, X, y):
    m = y * (X @ w)
    return jnp.log1p(jnp.exp(-m)).mean()  #@ unstable naive-softplus


def planar(params, z):
    u, w, b = params
    a = jnp.tanh(z @ w + b)
    psi = (1 - a ** 2)[:, None] * w
    return z + u * a[:, None], jnp.log(jnp.abs(1 + psi @ u) + 1e-8)  #@ stable log-eps-hack


def affine(params, z):
    s, t = params
    return z * jnp.exp(jnp.tanh(s)) + t, s.sum()


def mix_density(logw, mu, x):
    comp = -0.5 * (x[:, None] - mu) ** 2
    return jnp.log(jnp.sum(jnp.exp(logw + comp), axis=1))  #@ unstable naive-logsumexp


def softmax_cross(logits, y):
    z = logits - logits.mean(-1, keepdims=True)
    e = jnp.exp(z)  #@ unstable wrong-shift
    return e / e.sum(-1, keepdims=True)


def elbo(key, params, logp, n=10):
    mu, ls = params
    eps = jax.random.normal(key, (n,) + mu.shape)
    z = mu + jnp.exp(ls) * eps
    return vmap(logp)(z).mean() + ls.sum()


def sgd(w, X, y, lr=.1, n=100):
    g = jit(grad(nll_logits))
    for _ in range(n):
        w = w - lr * g(w, X, y)
    return w
