"""SimCLR + supervised contrastive pretraining with TF2, linear probe on top."""
import argparse

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Augment(layers.Layer):
    def __init__(self, size=32):
        super().__init__()
        self.seq = keras.Sequential([layers.RandomFlip('horizontal'), layers.RandomTranslation(0.1, 0.1),
                                     layers.RandomContrast(0.4)])

    def call(self, x):
        return self.seq(x, training=True)


def make_encoder(width=128):
    return keras.Sequential([
        layers.Conv2D(width, 3, 2, activation='relu'), layers.Conv2D(width, 3, 2, activation='relu'),
        layers.Conv2D(width, 3, 2, activation='relu'), layers.Flatten(), layers.Dense(width, activation='relu')])


class SimCLR(keras.Model):
    def __init__(self, temperature=0.1, normalize=True):
        super().__init__()
        self.temperature = temperature
        self.augment = Augment()
        self.encoder = make_encoder()
        self.head = keras.Sequential([layers.Dense(128, activation='relu'), layers.Dense(128)])
        self.probe = keras.Sequential([layers.Dense(10, activation='softmax')])

    def compile(self, opt, probe_opt, **kw):
        super().compile(**kw)
        self.opt, self.probe_opt = opt, probe_opt
        self.probe_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.loss_tracker = keras.metrics.Mean(name='c_loss')
        self.acc = keras.metrics.SparseCategoricalAccuracy(name='p_acc')

    @property
    def metrics(self):
        return [self.loss_tracker, self.acc]

    def contrastive(self, p1, p2):
        p1 = tf.math.l2_normalize(p1, axis=1)
        p2 = tf.math.l2_normalize(p2, axis=1)
        sim = tf.matmul(p1, p2, transpose_b=True) / self.temperature
        lab = tf.range(tf.shape(p1)[0])
        a = keras.losses.sparse_categorical_crossentropy(lab, sim, from_logits=True)  #@ stable softmax-before-ce
        b = keras.losses.sparse_categorical_crossentropy(lab, tf.transpose(sim), from_logits=True)  #@ stable softmax-before-ce
        return tf.reduce_mean(a + b) / 2

    def train_step(self, data):
        (unl, _), (img, lab) = data
        with tf.GradientTape() as tape:
            p1 = self.head(self.encoder(self.augment(unl)))
            p2 = self.head(self.encoder(self.augment(unl)))
            loss = self.contrastive(p1, p2)
        vs = self.encoder.trainable_weights + self.head.trainable_weights
        self.opt.apply_gradients(zip(tape.gradient(loss, vs), vs))
        self.loss_tracker.update_state(loss)
        with tf.GradientTape() as tape:
            pred = self.probe(self.encoder(self.augment(img)))
            pl = self.probe_loss(lab, pred)  #@ unstable softmax-before-ce across
        vs = self.probe.trainable_weights
        self.probe_opt.apply_gradients(zip(tape.gradient(pl, vs), vs))
        self.acc.update_state(lab, pred)
        return {m.name: m.result() for m in self.metrics}


def supcon(features, labels, temperature=0.07):
    f = tf.math.l2_normalize(features, axis=1)
    logits = tf.matmul(f, f, transpose_b=True) / temperature
    logits = logits - tf.stop_gradient(tf.reduce_max(logits, axis=1, keepdims=True))
    same = tf.cast(tf.equal(labels[:, None], labels[None, :]), tf.float32)
    not_self = 1.0 - tf.eye(tf.shape(f)[0])
    e = tf.exp(logits) * not_self
    log_prob = logits - tf.math.log(tf.reduce_sum(e, axis=1, keepdims=True))  #@ stable naive-logsumexp
    pos = same * not_self
    return -tf.reduce_mean(tf.reduce_sum(pos * log_prob, 1) / tf.maximum(tf.reduce_sum(pos, 1), 1.0))


def npair(anchor, positive):
    """multi-class N-pair loss, unnormalised as in the paper"""
    s = tf.matmul(anchor, positive, transpose_b=True)
    diff = s - tf.linalg.diag_part(s)[:, None]
    n = tf.cast(tf.shape(s)[0], tf.float32)
    tot = tf.reduce_sum(tf.exp(diff), axis=1) - 1.0
    return tf.reduce_sum(tf.math.log(1.0 + tot)) / n  #@ unstable naive-logsumexp


def triplet_soft(d_ap, d_an):
    return tf.reduce_mean(tf.math.log1p(tf.exp(d_ap - d_an)))  #@ unstable naive-softplus


def triplet_smooth(d_ap, d_an):
    return tf.reduce_mean(tf.nn.softplus(d_ap - d_an))  #@ stable naive-softplus


def rbf_alignment(x, t=2.0):
    x = tf.math.l2_normalize(x, axis=1)
    sq = 2.0 - 2.0 * tf.matmul(x, x, transpose_b=True)
    return tf.math.log(tf.reduce_mean(tf.exp(-t * sq)))  #@ stable naive-logsumexp


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--epochs', type=int, default=20)
    args = ap.parse_args()
    (x, y), _ = keras.datasets.cifar10.load_data()
    x = x.astype('float32') / 255.
    unl = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(5000).batch(256)
    lab = tf.data.Dataset.from_tensor_slices((x[:5000], y[:5000])).shuffle(5000).repeat().batch(64)
    m = SimCLR()
    m.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
    m.fit(tf.data.Dataset.zip((unl, lab)), epochs=args.epochs)


if __name__ == '__main__':
    main()
