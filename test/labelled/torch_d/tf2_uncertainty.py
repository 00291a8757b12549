import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, layers


def mc_model(n_classes):
    inp = layers.Input((32, 32, 3))
    x = layers.Conv2D(32, 3, activation='relu')(inp)
    x = layers.MaxPool2D()(x)
    x = layers.Dropout(0.5)(x, training=True)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation='relu')(x)
    return Model(inp, layers.Dense(n_classes, activation='softmax')(x))


class NumpySoftmax:
    def __init__(self, axis=-1):
        self.axis = axis

    def __call__(self, a):
        a = a - np.max(a, axis=self.axis, keepdims=True)
        e = np.exp(a)
        return e / np.sum(e, axis=self.axis, keepdims=True)  #@ stable naive-softmax


def softmax_t(z, T=1.0):
    """temperature scaling, logits on the validation split"""
    e = np.exp(z / T)
    return e / e.sum(1, keepdims=True)  #@ unstable naive-softmax


def ce_for_T(z, y, T):
    p = softmax_t(z, T)
    return -np.log(p[np.arange(len(y)), y]).mean()  #@ unstable nll-of-softmax across


def energy_score(z, T=1.0):
    return -T * np.log(np.exp(z / T).sum(axis=1))  #@ unstable naive-logsumexp


def energy_tf(z, T=1.0):
    return -T * tf.reduce_logsumexp(z / T, axis=-1)  #@ stable naive-logsumexp


def predictive_entropy(model, x, n=20):
    mean = tf.reduce_mean(tf.stack([model(x) for _ in range(n)]), 0)
    return -tf.reduce_sum(mean * tf.math.log(mean + 1e-12), -1)  #@ unstable log-eps-hack across


def xent(model, x, y):
    p = model(x)
    return -tf.reduce_mean(tf.reduce_sum(tf.one_hot(y, p.shape[-1]) * tf.math.log(p), -1))  #@ unstable nll-of-softmax across


def xent_tf(model, x, y):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, model(x)))  #@ unstable softmax-before-ce across


def heteroscedastic(y, out):
    mean, raw = tf.split(out, 2, -1)
    var = tf.math.log(1.0 + tf.exp(raw)) + 1e-6  #@ unstable naive-softplus
    return tf.reduce_mean(0.5 * tf.math.log(var) + 0.5 * tf.square(y - mean) / var)  #@ stable other


def heteroscedastic2(y, out):
    mean, raw = tf.split(out, 2, -1)
    var = tf.nn.softplus(raw) + 1e-6  #@ stable naive-softplus
    return tf.reduce_mean(0.5 * tf.math.log(var) + 0.5 * tf.square(y - mean) / var)  #@ stable other


def swish(x):
    return x * tf.exp(x) / (tf.exp(x) + 1.0)  #@ unstable naive-sigmoid


def platt(scores, a, b):
    return 1.0 / (1.0 + np.exp(a * scores + b))  #@ unstable naive-sigmoid


def platt_split(scores, a, b):
    f = a * scores + b
    out = np.empty_like(f)
    neg = f < 0
    out[neg] = 1.0 / (1.0 + np.exp(f[neg]))  #@ stable naive-sigmoid
    out[~neg] = np.exp(-f[~neg]) / (1.0 + np.exp(-f[~neg]))  #@ stable naive-sigmoid
    return out


def ece(p, y, bins=15):
    conf, hit = p.max(1), p.argmax(1) == y
    out = 0.
    for lo in np.linspace(0, 1, bins, endpoint=False):
        m = (conf > lo) & (conf <= lo + 1 / bins)
        if m.any():
            out += m.mean() * abs(hit[m].mean() - conf[m].mean())
    return out


if __name__ == '__main__':
    (x, y), (xt, yt) = tf.keras.datasets.cifar10.load_data()
    x, y = (x / 255.).astype('float32'), y.ravel()
    model = mc_model(10)
    opt = tf.keras.optimizers.Adam(1e-3)
    for step in range(2000):
        i = np.random.randint(0, len(x), 128)
        with tf.GradientTape() as tape:
            loss = xent(model, x[i], y[i]) if step < 1000 else xent_tf(model, x[i], y[i])
        g = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(g, model.trainable_variables))
        if step % 100 == 0:
            print(step, float(loss), ece(model(x[i]).numpy(), y[i]))
    print(predictive_entropy(model, xt[:16].astype('float32') / 255.).numpy())
