import jax
import jax.numpy as jnp


def softmax(x, axis=-1):
    x_max = jnp.max(x, axis=axis, keepdims=True)
    unnormalized = jnp.exp(x - jax.lax.stop_gradient(x_max))  #@ stable naive-softmax
    return unnormalized / jnp.sum(unnormalized, axis=axis, keepdims=True)  #@ stable naive-softmax


def normalize_scores(scores, axis=-1):
    w = jnp.exp(scores)
    return w / w.sum(axis, keepdims=True)  #@ unstable naive-softmax


def masked_softmax(scores, mask, axis=-1):
    scores = jnp.where(mask, scores, -jnp.inf)
    m = jax.lax.stop_gradient(scores.max(axis, keepdims=True))
    m = jnp.where(jnp.isfinite(m), m, 0.0)
    e = jnp.where(mask, jnp.exp(scores - m), 0.0)  #@ stable naive-softmax
    return e / jnp.maximum(e.sum(axis, keepdims=True), 1e-9)  #@ stable fully-masked-row


def swiglu(x, w, v):
    return jax.nn.silu(x @ w) * (x @ v)


def quick_gelu(x):
    return x / (1 + jnp.exp(-1.702 * x))  #@ unstable naive-sigmoid


def mish(x):
    return x * jnp.tanh(jnp.log(1 + jnp.exp(x)))  #@ unstable naive-softplus


def softplus(x):
    return jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))  #@ stable naive-softplus


activations = {"mish": mish, "quick_gelu": quick_gelu, "softplus": softplus, "gelu": jax.nn.gelu}
