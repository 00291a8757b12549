"""beta-VAE with a Concrete (Gumbel-softmax) latent in equinox."""
import equinox as eqx
import jax
import jax.nn as jnn
import jax.numpy as jnp
import jax.random as jr
import optax


class Encoder(eqx.Module):
    mlp: eqx.nn.MLP
    n: int
    k: int

    def __init__(self, d, n, k, *, key):
        self.mlp = eqx.nn.MLP(d, n * k, 256, 2, key=key)
        self.n, self.k = n, k

    def __call__(self, x):
        return self.mlp(x).reshape(self.n, self.k)


class Decoder(eqx.Module):
    mlp: eqx.nn.MLP

    def __init__(self, n, k, d, *, key):
        self.mlp = eqx.nn.MLP(n * k, d, 256, 2, key=key)

    def __call__(self, z):
        return jnn.sigmoid(self.mlp(z.reshape(-1)))


def gumbel(key, shape, eps=1e-6):
    u = jr.uniform(key, shape, minval=eps, maxval=1.0 - eps)
    return -jnp.log(-jnp.log(u))  #@ stable other


def temperature(step, start=1.0, rate=1e-4):
    return jnp.maximum(0.0, start - rate * step)


def temperature_exp(step, start=1.0, rate=3e-5, lo=0.5):
    return jnp.maximum(lo, start * jnp.exp(-rate * step))  #@ stable other


def relaxed(logits, key, step):
    tau = temperature(step)
    return jnn.softmax((logits + gumbel(key, logits.shape)) / tau, axis=-1)  #@ unstable zero-temperature across


def relaxed_lo(logits, key, step):
    tau = temperature_exp(step)
    return jnn.softmax((logits + gumbel(key, logits.shape)) / tau, axis=-1)  #@ stable zero-temperature


def kl_uniform(logits):
    lq = jnn.log_softmax(logits, -1)  #@ stable log-of-softmax
    return (jnp.exp(lq) * (lq + jnp.log(logits.shape[-1]))).sum()  #@ stable naive-softmax


def kl_uniform_p(logits):
    q = jnn.softmax(logits, -1)
    return (q * (jnp.log(q) + jnp.log(logits.shape[-1]))).sum()  #@ unstable log-of-softmax


def loss(model, x, key, step, beta=1.0):
    enc, dec = model

    def one(x, k):
        l = enc(x)
        xh = dec(relaxed(l, k, step))
        rec = -(x * jnp.log(xh) + (1 - x) * jnp.log(1 - xh)).sum()  #@ unstable bce-after-sigmoid across
        return rec + beta * kl_uniform(l)

    return jax.vmap(one)(x, jr.split(key, x.shape[0])).mean()


def loss_logits(model, x, key, step):
    enc, dec = model

    def one(x, k):
        l = enc(x)
        out = dec.mlp(relaxed_lo(l, k, step).reshape(-1))
        return optax.sigmoid_binary_cross_entropy(out, x).sum() + kl_uniform(l)  #@ stable softmax-before-ce

    return jax.vmap(one)(x, jr.split(key, x.shape[0])).mean()


def loss_aux(model, x, key, step):
    enc, dec = model
    l = jax.vmap(enc)(x)
    xh = jax.vmap(dec)(jax.vmap(lambda a: relaxed_lo(a, key, step))(l))
    return optax.sigmoid_binary_cross_entropy(xh, x).sum(-1).mean()  #@ unstable softmax-before-ce across


def main(data, steps=20000):
    key = jr.PRNGKey(0)
    k1, k2, key = jr.split(key, 3)
    model = (Encoder(784, 30, 10, key=k1), Decoder(30, 10, 784, key=k2))
    opt = optax.adam(1e-3)
    st = opt.init(eqx.filter(model, eqx.is_array))

    @eqx.filter_jit
    def step_fn(model, st, x, key, i):
        l, g = eqx.filter_value_and_grad(loss)(model, x, key, i)
        u, st = opt.update(g, st)
        return eqx.apply_updates(model, u), st, l

    for i in range(steps):
        key, k = jr.split(key)
        model, st, l = step_fn(model, st, next(data), k, jnp.asarray(i))
        if i % 500 == 0:
            print(i, float(l))


if __name__ == "__main__":
    import numpy as np
    rng = np.random.default_rng(0)
    main(iter(lambda: jnp.asarray((rng.random((64, 784)) > 0.5).astype("f4")), None))
