"""Contrastive pretraining in TF2."""
from typing import NamedTuple

import tensorflow as tf
from absl import app, flags, logging

FLAGS = flags.FLAGS
flags.DEFINE_float("temperature", 0.1, "Softmax temperature.")
flags.DEFINE_integer("batch", 256, "Batch size.")
flags.DEFINE_integer("steps", 10000, "Steps.")
flags.DEFINE_enum("loss", "ntxent", ["ntxent", "ratio", "dot", "triplet", "circle"], "Loss.")


class Views(NamedTuple):
    a: tf.Tensor
    b: tf.Tensor


def augment(x):
    x = tf.image.random_crop(tf.image.resize_with_pad(x, 40, 40), tf.shape(x))
    x = tf.image.random_flip_left_right(x)
    return tf.image.random_brightness(x, 0.4)


def backbone():
    return tf.keras.Sequential([
        tf.keras.applications.ResNet50(include_top=False, weights=None, input_shape=(32, 32, 3), pooling="avg"),
        tf.keras.layers.Dense(512, activation="relu"),
        tf.keras.layers.Dense(128),
    ])


def nt_xent(za, zb, temperature=0.1):
    za, zb = tf.math.l2_normalize(za, -1), tf.math.l2_normalize(zb, -1)
    n = tf.shape(za)[0]
    mask = tf.one_hot(tf.range(n), n) * 1e9
    aa = tf.matmul(za, za, transpose_b=True) / temperature - mask
    ab = tf.matmul(za, zb, transpose_b=True) / temperature
    labels = tf.one_hot(tf.range(n), 2 * n)
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, tf.concat([ab, aa], 1)))  #@ stable softmax-before-ce


def ratio_loss(za, zb, temperature=0.1):
    za = tf.math.l2_normalize(za, axis=1)
    zb = tf.math.l2_normalize(zb, axis=1)
    e = tf.exp(tf.matmul(za, zb, transpose_b=True) / 0.1)
    pos = tf.linalg.diag_part(e)
    return -tf.reduce_mean(tf.math.log(pos / tf.reduce_sum(e, axis=1)))  #@ stable naive-softmax


def dot_loss(za, zb):
    """CPC style scores."""
    sim = tf.exp(tf.matmul(za, zb, transpose_b=True))
    pos = tf.linalg.diag_part(sim)
    return -tf.reduce_mean(tf.math.log(pos / tf.reduce_sum(sim, axis=1)))  #@ unstable naive-softmax


def soft_triplet(anchor, pos, neg):
    d = tf.reduce_sum((anchor - pos) ** 2, 1) - tf.reduce_sum((anchor - neg) ** 2, 1)
    return tf.reduce_mean(tf.math.log1p(tf.exp(d)))  #@ unstable naive-softplus


def soft_triplet_sp(anchor, pos, neg):
    d = tf.norm(anchor - pos, axis=1) - tf.norm(anchor - neg, axis=1)
    return tf.reduce_mean(tf.nn.softplus(d))  #@ stable naive-softplus


def uniformity(z, t=2.0):
    z = tf.math.l2_normalize(z, axis=1)
    sq = 2.0 - 2.0 * tf.matmul(z, z, transpose_b=True)
    return tf.math.log(tf.reduce_mean(tf.exp(-t * sq)))  #@ stable naive-logsumexp


def circle_loss(z, y, m=0.25, gamma=256.0):
    z = tf.math.l2_normalize(z, axis=1)
    s = tf.matmul(z, z, transpose_b=True)
    same = tf.cast(tf.equal(y[:, None], y[None]), tf.float32)
    ap = tf.nn.relu(1 + m - s)
    an = tf.nn.relu(s + m)
    lp = tf.reduce_sum(same * tf.exp(-gamma * ap * (s - 1 + m)), 1)
    ln = tf.reduce_sum((1 - same) * tf.exp(gamma * an * (s - m)), 1)
    return tf.reduce_mean(tf.math.log(1.0 + lp * ln))  #@ unstable naive-logsumexp


def knn_weights(sims, k=200, temp=0.07):
    """sims: cosine similarities of a query bank"""
    top, idx = tf.math.top_k(sims, k)
    return tf.exp(top / temp), idx  #@ stable other


def cosine_lr(step, total, base=0.3, warm=500):
    step = tf.cast(step, tf.float32)
    up = base * step / warm
    down = 0.5 * base * (1 + tf.cos(3.14159 * (step - warm) / (total - warm)))
    return tf.where(step < warm, up, down)


def losses(name):
    return {"ntxent": lambda v: nt_xent(v.a, v.b, FLAGS.temperature),
            "ratio": lambda v: ratio_loss(v.a, v.b),
            "dot": lambda v: dot_loss(v.a, v.b),
            "triplet": lambda v: soft_triplet(v.a, v.b, tf.roll(v.b, 1, 0)),
            "circle": lambda v: circle_loss(tf.concat(v, 0), tf.tile(tf.range(tf.shape(v.a)[0]), [2]))}[name]


def main(_):
    (x, _), _ = tf.keras.datasets.cifar10.load_data()
    ds = tf.data.Dataset.from_tensor_slices(x.astype("float32") / 255.0).repeat().shuffle(10000)
    ds = ds.map(lambda im: (augment(im), augment(im))).batch(FLAGS.batch).prefetch(2)
    net = backbone()
    opt = tf.keras.optimizers.SGD(0.3, momentum=0.9)
    fn = losses(FLAGS.loss)

    @tf.function
    def step(xa, xb):
        with tf.GradientTape() as tape:
            v = Views(net(xa, training=True), net(xb, training=True))
            loss = fn(v)
        g = tape.gradient(loss, net.trainable_variables)
        opt.apply_gradients(zip(g, net.trainable_variables))
        return loss, uniformity(v.a)

    for i, (xa, xb) in zip(range(FLAGS.steps), ds):
        opt.learning_rate.assign(cosine_lr(i, FLAGS.steps))
        loss, uni = step(xa, xb)
        if i % 100 == 0:
            logging.log(logging.INFO, "step %d loss %.4f uniformity %.3f", i, float(loss), float(uni))  #@ stable other


if __name__ == "__main__":
    app.run(main)
