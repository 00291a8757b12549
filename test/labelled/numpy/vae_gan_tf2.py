import argparse
import os

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

tfk = tf.keras


def make_encoder(latent):
    return tfk.Sequential([
        layers.InputLayer(input_shape=(28, 28, 1)),
        layers.Conv2D(32, 3, 2, activation="relu"),
        layers.Conv2D(64, 3, 2, activation="relu"),
        layers.Flatten(),
        layers.Dense(2 * latent),
    ])


def make_decoder(latent):
    return tfk.Sequential([
        layers.InputLayer(input_shape=(latent,)),
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(64, 3, 2, padding="same", activation="relu"),
        layers.Conv2DTranspose(32, 3, 2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, padding="same"),
    ])


def make_critic():
    return tfk.Sequential([
        layers.Conv2D(64, 5, 2, padding="same", input_shape=(28, 28, 1)),
        layers.LeakyReLU(),
        layers.Dropout(0.3),
        layers.Conv2D(128, 5, 2, padding="same"),
        layers.LeakyReLU(),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ])


def log_normal(x, mean, logvar):
    c = np.log(2.0 * np.pi)  #@ stable other
    return tf.reduce_sum(-0.5 * ((x - mean) ** 2 * tf.exp(-logvar) + logvar + c), axis=1)  #@ stable other


def bernoulli_ll(x, p):
    p = tf.clip_by_value(p, 1e-7, 1 - 1e-7)
    return tf.reduce_sum(x * tf.math.log(p) + (1 - x) * tf.math.log(1 - p), axis=[1, 2, 3])  #@ unstable log-eps-hack across


class VAEGAN:
    def __init__(self, latent=16, weight=0.1):
        self.latent, self.weight = latent, weight
        self.enc, self.dec, self.critic = make_encoder(latent), make_decoder(latent), make_critic()
        self.opt_vae = tfk.optimizers.Adam(1e-4)
        self.opt_d = tfk.optimizers.Adam(1e-4)

    def encode(self, x):
        mean, logvar = tf.split(self.enc(x), 2, axis=1)
        eps = tf.random.normal(tf.shape(mean))
        return mean + tf.exp(0.5 * logvar) * eps, mean, logvar  #@ stable other

    def decode(self, z):
        return tf.sigmoid(self.dec(z))

    def elbo(self, x):
        z, mean, logvar = self.encode(x)
        rec = bernoulli_ll(x, self.decode(z))
        kl = -0.5 * tf.reduce_sum(1 + logvar - mean ** 2 - tf.exp(logvar), axis=1)  #@ stable other
        return tf.reduce_mean(rec - kl), z

    def elbo_logits(self, x):
        z, mean, logvar = self.encode(x)
        ce = tf.nn.sigmoid_cross_entropy_with_logits(logits=self.dec(z), labels=x)  #@ stable softmax-before-ce
        logpx = -tf.reduce_sum(ce, axis=[1, 2, 3])
        return tf.reduce_mean(logpx + log_normal(z, 0.0, 0.0) - log_normal(z, mean, logvar))

    def iwae(self, x, k=50):
        ws = []
        for _ in range(k):
            z, mean, logvar = self.encode(x)
            ce = tf.nn.sigmoid_cross_entropy_with_logits(logits=self.dec(z), labels=x)  #@ stable softmax-before-ce
            ws.append(-tf.reduce_sum(ce, [1, 2, 3]) + log_normal(z, 0., 0.) - log_normal(z, mean, logvar))
        w = tf.stack(ws)
        return tf.reduce_mean(tf.math.log(tf.reduce_mean(tf.exp(w), axis=0)))  #@ unstable naive-logsumexp

    def iwae_bound(self, w):
        k = tf.cast(tf.shape(w)[0], tf.float32)
        return tf.reduce_logsumexp(w, axis=0) - tf.math.log(k)  #@ stable naive-logsumexp

    @tf.function
    def train_step(self, x):
        with tf.GradientTape() as vt, tf.GradientTape() as dt:
            elbo, z = self.elbo(x)
            fake = self.decode(z)
            d_real, d_fake = self.critic(x, training=True), self.critic(fake, training=True)
            d_loss = -tf.reduce_mean(tf.math.log(d_real))  #@ unstable log-of-sigmoid across
            d_loss -= tf.reduce_mean(tf.math.log(1.0 - d_fake))  #@ unstable log-of-sigmoid across
            loss = -elbo + self.weight * tf.reduce_mean(
                tfk.losses.binary_crossentropy(tf.ones_like(d_fake), d_fake))  #@ stable softmax-before-ce
        vv = self.enc.trainable_variables + self.dec.trainable_variables
        self.opt_vae.apply_gradients(zip(vt.gradient(loss, vv), vv))
        dv = self.critic.trainable_variables
        self.opt_d.apply_gradients(zip(dt.gradient(d_loss, dv), dv))
        return loss, d_loss


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--epochs", type=int, default=20)
    ap.add_argument("--out", default="samples")
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    (x, _), _ = tfk.datasets.mnist.load_data()
    x = (x[..., None] > 127).astype("float32")
    ds = tf.data.Dataset.from_tensor_slices(x).shuffle(60000).batch(64, drop_remainder=True)
    net = VAEGAN()
    for ep in range(args.epochs):
        for xb in ds:
            loss, d = net.train_step(xb)
        print(ep, float(loss), float(d), "iwae", float(net.iwae(x[:64])), float(net.elbo_logits(x[:64])))
        img = net.decode(tf.random.normal([16, net.latent]))
        np.save(os.path.join(args.out, "e%03d.npy" % ep), img.numpy())


if __name__ == "__main__":
    main()
