from typing import Any

import flax.linen as nn
import jax
import jax.numpy as jnp
import ml_collections
import optax
from absl import app, logging
from flax.training import train_state


class Encoder(nn.Module):
    latents: int

    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Dense(500)(x))
        return nn.Dense(self.latents)(x), nn.Dense(self.latents)(x)


class Decoder(nn.Module):
    @nn.compact
    def __call__(self, z):
        z = nn.relu(nn.Dense(500)(z))
        return nn.Dense(784)(z)


class VAE(nn.Module):
    latents: int = 20

    def setup(self):
        self.encoder = Encoder(self.latents)
        self.decoder = Decoder()

    def __call__(self, x, z_rng):
        mean, logvar = self.encoder(x)
        z = reparameterize(z_rng, mean, logvar)
        return self.decoder(z), mean, logvar

    def generate(self, z):
        return nn.sigmoid(self.decoder(z))  #@ stable naive-sigmoid


def reparameterize(rng, mean, logvar):
    std = jnp.exp(0.5 * logvar)  #@ stable other
    return mean + jax.random.normal(rng, logvar.shape) * std


@jax.vmap
def kl_divergence(mean, logvar):
    return -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar))  #@ stable other


@jax.vmap
def bce_with_logits(logits, labels):
    logits = nn.log_sigmoid(logits)  #@ stable log-of-sigmoid
    return -jnp.sum(labels * logits + (1.0 - labels) * jnp.log(-jnp.expm1(logits)))


@jax.vmap
def recon_old(logits, labels):
    p = nn.sigmoid(logits)
    return -jnp.sum(labels * jnp.log(p) + (1.0 - labels) * jnp.log(1.0 - p))  #@ unstable bce-after-sigmoid


def iwae_bound(params, x, rng, config, k=16):
    """importance weighted bound, slow - only for eval"""
    model = VAE(config.latents)

    def one(r):
        out, mu, lv = model.apply({"params": params}, x, r)
        rec = optax.sigmoid_binary_cross_entropy(out, x).sum(-1)  #@ stable bce-after-sigmoid
        return -rec - kl_divergence(mu, lv)

    log_w = jax.vmap(one)(jax.random.split(rng, k))
    return jnp.mean(jnp.log(jnp.mean(jnp.exp(log_w), axis=0)))  #@ unstable naive-logsumexp


@jax.jit
def train_step(state, batch, z_rng):
    def loss_fn(params):
        recon_x, mean, logvar = state.apply_fn({"params": params}, batch, z_rng)
        bce = recon_old(recon_x, batch).mean()
        return bce + kl_divergence(mean, logvar).mean()

    loss, grads = jax.value_and_grad(loss_fn)(state.params)
    return state.apply_gradients(grads=grads), loss


def kl_weight(step, total):
    # sigmoid warmup of the KL term
    return 1.0 / (1.0 + jnp.exp(-10.0 * (jnp.clip(step / total, 0.0, 1.0) - 0.5)))  #@ stable naive-sigmoid


def get_config() -> Any:
    c = ml_collections.ConfigDict()
    c.latents = 20
    c.batch_size = 128
    c.learning_rate = 1e-3
    c.num_epochs = 30
    return c


def main(argv):
    del argv
    import tensorflow_datasets as tfds

    config = get_config()
    rng = jax.random.PRNGKey(0)
    ds = tfds.as_numpy(tfds.load("binarized_mnist", split="train").batch(config.batch_size, drop_remainder=True))
    init = VAE(config.latents).init(rng, jnp.ones((config.batch_size, 784)), rng)["params"]
    state = train_state.TrainState.create(apply_fn=VAE(config.latents).apply, params=init,
                                          tx=optax.adam(config.learning_rate))
    for epoch in range(config.num_epochs):
        for ex in ds:
            rng, key = jax.random.split(rng)
            x = jnp.asarray(ex["image"], jnp.float32).reshape(-1, 784)
            state, loss = train_step(state, x, key)
        logging.info("epoch %d loss %.4f iwae %.4f", epoch, loss, iwae_bound(state.params, x, key, config))


if __name__ == "__main__":
    app.run(main)
