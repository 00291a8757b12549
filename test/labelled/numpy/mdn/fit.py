import numpy as np
import tensorflow as tf

from mdn import HurdleHead, MDNHead, hurdle_nll, mdn_nll
from mdn.heads import SmoothMDNHead
from mdn.objectives import mdn_nll_lse, mixture_entropy


class Regressor(tf.keras.Model):
    def __init__(self, head):
        super().__init__()
        self.net = tf.keras.Sequential([tf.keras.layers.Dense(32, "tanh"), tf.keras.layers.Dense(32, "tanh")])
        self.head = head

    def call(self, x):
        return self.head(self.net(x))


def invert_sine(n=1000, seed=0):
    rng = np.random.default_rng(seed)
    t = rng.uniform(0, 1, (n, 1)).astype("float32")
    return t + 0.3 * np.sin(2 * np.pi * t) + rng.uniform(-.1, .1, (n, 1)).astype("float32"), t


def train(model, x, y, loss, steps=2000):
    opt = tf.keras.optimizers.Adam(1e-3)
    for s in range(steps):
        with tf.GradientTape() as tape:
            out = model(x)
            l = loss(y, out)
            if isinstance(out, dict):
                l -= 0.001 * tf.reduce_mean(mixture_entropy(out["pi"]))
        opt.apply_gradients(zip(tape.gradient(l, model.trainable_variables), model.trainable_variables))
        if s % 500 == 0:
            print(s, float(l))


def sample(out, rng, temp=1.0):
    pi = out["pi"].numpy()
    w = pi ** (1.0 / temp)
    w /= w.sum(1, keepdims=True)
    k = np.array([rng.choice(len(p), p=p) for p in w])
    i = np.arange(len(k))
    return out["mu"].numpy()[i, k] + rng.standard_normal(len(k)) * out["sigma"].numpy()[i, k]


if __name__ == "__main__":
    x, y = invert_sine()
    a = Regressor(MDNHead(5))
    train(a, x, y, mdn_nll)
    b = Regressor(SmoothMDNHead(5))
    train(b, x, y, mdn_nll_lse)
    print(sample(b(x[:10]), np.random.default_rng(1)))
    claims = np.exp(np.random.randn(1000).astype("float32")) * (np.random.rand(1000) < 0.3)
    train(Regressor(HurdleHead()), x, claims.astype("float32"), lambda t, o: hurdle_nll(t, *o))
