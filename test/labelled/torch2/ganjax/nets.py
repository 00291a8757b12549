from functools import partial
from typing import Sequence

import flax.linen as nn
import jax.numpy as jnp


class Generator(nn.Module):
    width: int = 64

    @nn.compact
    def __call__(self, z, train=True):
        norm = partial(nn.BatchNorm, use_running_average=not train, momentum=0.9)
        x = nn.relu(norm()(nn.Dense(7 * 7 * self.width * 2)(z))).reshape((-1, 7, 7, self.width * 2))
        x = nn.relu(norm()(nn.ConvTranspose(self.width, (4, 4), (2, 2))(x)))
        return jnp.tanh(nn.ConvTranspose(1, (4, 4), (2, 2))(x))


class Critic(nn.Module):
    widths: Sequence[int] = (64, 128)
    squash: bool = True

    @nn.compact
    def __call__(self, x):
        for w in self.widths:
            x = nn.leaky_relu(nn.Conv(w, (4, 4), (2, 2))(x), 0.2)
        x = nn.Dense(1)(x.reshape((x.shape[0], -1)))
        return nn.sigmoid(x)


class LogitCritic(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.leaky_relu(nn.Conv(64, (4, 4), (2, 2))(x), 0.2)
        return nn.Dense(1)(x.reshape((x.shape[0], -1)))


class AuxClassifier(nn.Module):
    n_classes: int = 10

    @nn.compact
    def __call__(self, x):
        h = nn.relu(nn.Dense(128)(x.reshape((x.shape[0], -1))))
        return nn.softmax(nn.Dense(self.n_classes)(h))
