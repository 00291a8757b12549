# CS homework 4 - softmax regression, logistic regression and a small MLP with jax only
import jax
import jax.numpy as jnp
from jax import grad, jit, vmap
import numpy as np
import matplotlib.pyplot as plt


def load():
    from sklearn.datasets import load_iris
    d = load_iris()
    X = (d.data - d.data.mean(0)) / d.data.std(0)
    return jnp.array(X), jnp.array(d.target)


# ---- Q1: softmax regression
def sm(z):
    return jnp.exp(z) / jnp.sum(jnp.exp(z))  #@ unstable naive-softmax

batched_sm = vmap(sm)

def hyp(W, X):
    return batched_sm(X @ W)

def J(W, X, Y):
    P = hyp(W, X)
    return -jnp.mean(jnp.sum(Y * jnp.log(P), axis=1))  #@ unstable nll-of-softmax across

dJ = jit(grad(J))

def accuracy(W, X, y):
    return jnp.mean(jnp.argmax(hyp(W, X), axis=1) == y)


# ---- Q2: logistic regression on two classes
sig = lambda t: 1 / (1 + jnp.exp(-t))  #@ unstable naive-sigmoid

def cost(w, b, X, y):
    h = sig(X @ w + b)
    return -jnp.mean(y * jnp.log(h) + (1 - y) * jnp.log(1 - h))  #@ unstable bce-after-sigmoid across

def cost_eps(w, b, X, y, eps=1e-7):
    h = jnp.clip(jax.nn.sigmoid(X @ w + b), eps, 1 - eps)
    return -jnp.mean(y * jnp.log(h) + (1 - y) * jnp.log(1 - h))  #@ unstable log-eps-hack

def cost_logaddexp(w, b, X, y):
    z = X @ w + b
    return jnp.mean(jnp.logaddexp(0, z) - y * z)  #@ stable naive-softplus


# ---- Q3: MLP
def init(key, sizes):
    ks = jax.random.split(key, len(sizes))
    return [(jax.random.normal(k, (a, b)) * np.sqrt(2 / a), jnp.zeros(b)) for k, a, b in zip(ks, sizes[:-1], sizes[1:])]

def net(params, x):
    *hidden, (Wl, bl) = params
    for W, b in hidden:
        x = jnp.tanh(x @ W + b)
    return x @ Wl + bl

def predict_log(params, x):
    z = net(params, x)
    return z - jnp.log(jnp.sum(jnp.exp(z)))  #@ unstable naive-logsumexp

def predict_log2(params, x):
    z = net(params, x)
    return z - jax.nn.logsumexp(z)  #@ stable naive-logsumexp

def mlp_loss(params, X, Y, fn=predict_log):
    lp = vmap(fn, in_axes=(None, 0))(params, X)
    return -jnp.mean(jnp.sum(Y * lp, axis=1))

def bounded_head(params, x):
    # bonus question: squash the scores first
    z = 5.0 * jnp.tanh(net(params, x))
    e = jnp.exp(z)  #@ stable naive-softmax
    return e / e.sum()  #@ stable naive-softmax


# ---- Q4: gini / information gain of the label counts
def info(y, k):
    c = jnp.bincount(y, length=k)
    p = c[c > 0] / c.sum()
    return -jnp.sum(p * jnp.log2(p))  #@ stable log-of-softmax


def lr_at(i, lr0=0.5, k=0.001):
    return lr0 * jnp.exp(-k * i)  #@ stable other


if __name__ == "__main__":
    X, y = load()
    Y = jax.nn.one_hot(y, 3)
    print("H(y) =", info(y, 3))
    W = jnp.zeros((4, 3))
    hist = []
    for i in range(500):
        W -= lr_at(i) * dJ(W, X, Y)
        hist.append(J(W, X, Y))
    print("softmax acc", accuracy(W, X, y))
    Xb, yb = X[y < 2], y[y < 2]
    w, b = jnp.zeros(4), 0.0
    g = jit(grad(cost, argnums=(0, 1)))
    for i in range(300):
        gw, gb = g(w, b, Xb, yb)
        w, b = w - 0.1 * gw, b - 0.1 * gb
    print("logistic cost", cost(w, b, Xb, yb), cost_eps(w, b, Xb, yb), cost_logaddexp(w, b, Xb, yb))
    params = init(jax.random.PRNGKey(0), [4, 32, 3])
    gm = jit(grad(mlp_loss))
    for i in range(1000):
        params = jax.tree_util.tree_map(lambda p, q: p - 0.1 * q, params, gm(params, X, Y))
    print("mlp loss", mlp_loss(params, X, Y, predict_log2), bounded_head(params, X[0]))
    plt.plot(hist)
    plt.yscale("log")
    plt.savefig("q1.png")
