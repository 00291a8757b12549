import jax
import jax.numpy as jnp
import optax
from flax.training import train_state
from config import GPTConfig
from model import GPT

cfg = GPTConfig(layers=2)


def make_state(rng):
    net = GPT(cfg)
    params = net.init(rng, jnp.ones((1, cfg.ctx), jnp.int32))
    tx = optax.adamw(optax.warmup_cosine_decay_schedule(0., 3e-4, 100, 5000))
    return train_state.TrainState.create(apply_fn=net.apply, params=params, tx=tx)


@jax.jit
def step(state, x, y):
    def loss_fn(p):
        out = state.apply_fn(p, x)
        return optax.softmax_cross_entropy_with_integer_labels(out, y).mean()  #@ unstable softmax-before-ce across
    l, g = jax.value_and_grad(loss_fn)(state.params)
    return state.apply_gradients(grads=g), l


@jax.jit
def evaluate(state, x, y):
    probs = state.apply_fn(state.params, x)
    picked = jnp.take_along_axis(probs, y[..., None], -1)
    nll = -jnp.log(picked).mean()  #@ unstable nll-of-softmax across
    return nll, nll / jnp.log(2)


def bits_per_dim(nll, n):
    return nll / (n * jnp.log(2.))


if __name__ == "__main__":
    st = make_state(jax.random.PRNGKey(0))
    x = jax.random.randint(jax.random.PRNGKey(1), (4, cfg.ctx), 0, cfg.vocab)
    for i in range(3):
        st, l = step(st, x, jnp.roll(x, -1, 1))
        print(i, l)
