import tensorflow as tf
from tensorflow.keras import layers


class MDNHead(layers.Layer):
    """Outputs mixture weights, means and scales of a 1-d mixture density."""

    def __init__(self, k, **kw):
        super().__init__(**kw)
        self.k = k
        self.pi = layers.Dense(k, activation="softmax")
        self.mu = layers.Dense(k)
        self.raw_sigma = layers.Dense(k)

    def call(self, h):
        sigma = tf.exp(self.raw_sigma(h))  #@ stable other
        return {"pi": self.pi(h), "mu": self.mu(h), "sigma": sigma}


class PositiveMDNHead(MDNHead):
    def call(self, h):
        sigma = tf.math.log(1.0 + tf.exp(self.raw_sigma(h))) + 1e-4  #@ unstable naive-softplus
        return {"pi": self.pi(h), "mu": self.mu(h), "sigma": sigma}


class SmoothMDNHead(MDNHead):
    def call(self, h):
        sigma = tf.nn.softplus(self.raw_sigma(h)) + 1e-4  #@ stable naive-softplus
        return {"pi": self.pi(h), "mu": self.mu(h), "sigma": sigma}


class HurdleHead(layers.Layer):
    """Zero or not (gate), and a log-normal amount."""

    def __init__(self, **kw):
        super().__init__(**kw)
        self.out = layers.Dense(3)

    def call(self, h):
        a, mu, s = tf.unstack(self.out(h), axis=-1)
        return tf.sigmoid(a), mu, tf.nn.softplus(s)
