import jax
import jax.numpy as jnp
import optax


def bce(p, target):
    return -jnp.mean(target * jnp.log(p) + (1 - target) * jnp.log(1 - p))  #@ unstable bce-after-sigmoid across


def bce_logits(logits, target):
    z = jnp.maximum(logits, 0) - logits * target + jnp.log1p(jnp.exp(-jnp.abs(logits)))  #@ stable naive-softplus
    return z.mean()


def aux_loss(pred, labels):
    return optax.softmax_cross_entropy_with_integer_labels(pred, labels).mean()  #@ unstable softmax-before-ce across


def aux_nll(pred, labels):
    onehot = jax.nn.one_hot(labels, pred.shape[-1])
    return -(onehot * jnp.log(pred)).sum(-1).mean()  #@ unstable nll-of-softmax across


def hinge_d(real, fake):
    return jax.nn.relu(1 - real).mean() + jax.nn.relu(1 + fake).mean()


def wgan_gp(critic, params, real, fake, key):
    eps = jax.random.uniform(key, (real.shape[0], 1, 1, 1))
    x = eps * real + (1 - eps) * fake
    g = jax.vmap(jax.grad(lambda xi: critic.apply(params, xi[None])[0, 0]))(x)
    n = jnp.sqrt((g ** 2).reshape(g.shape[0], -1).sum(1) + 1e-12)
    return ((n - 1) ** 2).mean()


def mmd_rbf(x, y, gammas=(0.1, 1.0, 10.0)):
    def k(a, b):
        d = ((a[:, None] - b[None]) ** 2).sum(-1)
        return sum(jnp.exp(-g * d) for g in gammas)  #@ stable other
    return k(x, x).mean() + k(y, y).mean() - 2 * k(x, y).mean()
