from typing import Sequence, NamedTuple

import flax.linen as nn
import jax
import jax.numpy as jnp
from flax.linen.initializers import constant, orthogonal


class Outputs(NamedTuple):
    pi: jnp.ndarray
    logits: jnp.ndarray
    value: jnp.ndarray


class ActorCritic(nn.Module):
    action_dim: int
    hidden: Sequence[int] = (64, 64)

    @nn.compact
    def __call__(self, x) -> Outputs:
        h = x
        for n in self.hidden:
            h = nn.tanh(nn.Dense(n, kernel_init=orthogonal(jnp.sqrt(2)), bias_init=constant(0.0))(h))
        logits = nn.Dense(self.action_dim, kernel_init=orthogonal(0.01))(h)
        pi = jax.nn.softmax(logits, axis=-1)
        v = x
        for n in self.hidden:
            v = nn.tanh(nn.Dense(n, kernel_init=orthogonal(jnp.sqrt(2)))(v))
        v = nn.Dense(1, kernel_init=orthogonal(1.0))(v)
        return Outputs(pi, logits, jnp.squeeze(v, -1))


class Discriminator(nn.Module):
    """GAIL reward network"""
    hidden: int = 128

    @nn.compact
    def __call__(self, obs, act):
        x = jnp.concatenate([obs, act], axis=-1)
        x = nn.tanh(nn.Dense(self.hidden)(x))
        x = nn.tanh(nn.Dense(self.hidden)(x))
        return nn.sigmoid(nn.Dense(1)(x))[..., 0]
