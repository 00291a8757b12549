import argparse

import numpy as np
import tensorflow as tf

from .config import Config
from .model import build_model, build_student, build_aspect_heads

ASPECTS = ("price", "service", "quality", "delivery")


class Trainer:
    def __init__(self, cfg: Config):
        self.cfg = cfg
        self.model = build_model(cfg)
        self.opt = tf.keras.optimizers.Adam(cfg.lr)
        self.criterion = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.metric = tf.keras.metrics.SparseCategoricalAccuracy()

    @tf.function
    def step(self, x, y):
        with tf.GradientTape() as tape:
            out = self.model(x, training=True)
            loss = self.criterion(y, out)  #@ unstable softmax-before-ce across
        grads = tape.gradient(loss, self.model.trainable_variables)
        grads, _ = tf.clip_by_global_norm(grads, 1.0)
        self.opt.apply_gradients(zip(grads, self.model.trainable_variables))
        self.metric.update_state(y, out)
        return loss

    def fit(self, ds):
        for epoch in range(self.cfg.epochs):
            self.metric.reset_state()
            for x, y in ds:
                loss = self.step(x, y)
            tf.print("epoch", epoch, "loss", loss, "acc", self.metric.result())


class Distiller:
    def __init__(self, teacher, cfg: Config):
        self.teacher = teacher
        self.student = build_student(cfg)
        self.T = cfg.teacher_temperature
        self.opt = tf.keras.optimizers.Adam(cfg.lr)

    @tf.function
    def step(self, x, y):
        soft = self.teacher(x, training=False)
        with tf.GradientTape() as tape:
            logits = self.student(x, training=True)
            hard = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))  #@ stable softmax-before-ce
            logq = tf.nn.log_softmax(logits / self.T)  #@ stable log-of-softmax
            distill = -tf.reduce_mean(tf.reduce_sum(soft * logq, axis=-1))
            loss = hard + self.T ** 2 * distill
        grads = tape.gradient(loss, self.student.trainable_variables)
        self.opt.apply_gradients(zip(grads, self.student.trainable_variables))
        return loss

    def agreement(self, x):
        p = self.teacher(x)
        q = tf.nn.softmax(self.student(x))
        kl = tf.reduce_sum(p * (tf.math.log(p) - tf.math.log(q)), axis=-1)  #@ unstable log-of-softmax
        return tf.reduce_mean(kl)


def train_aspects(cfg, x, y):
    net = build_aspect_heads(cfg, ASPECTS)
    opt = tf.keras.optimizers.Adam(cfg.lr)
    for i in range(0, len(x), cfg.batch_size):
        xb, yb = x[i:i + cfg.batch_size], y[i:i + cfg.batch_size]
        with tf.GradientTape() as tape:
            pred = net(xb, training=True)
            loss = tf.reduce_mean(
                tf.nn.sigmoid_cross_entropy_with_logits(labels=yb, logits=pred))  #@ unstable softmax-before-ce across
        g = tape.gradient(loss, net.trainable_variables)
        opt.apply_gradients(zip(g, net.trainable_variables))
    return net


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="reviews.npz")
    parser.add_argument("--epochs", type=int, default=4)
    args = parser.parse_args()
    cfg = Config(epochs=args.epochs)
    d = np.load(args.data)
    x = tf.keras.preprocessing.sequence.pad_sequences(d["x"], maxlen=cfg.maxlen)
    ds = tf.data.Dataset.from_tensor_slices((x, d["y"])).shuffle(10000).batch(cfg.batch_size)
    tr = Trainer(cfg)
    tr.fit(ds)
    dist = Distiller(tr.model, cfg)
    for xb, yb in ds:
        dist.step(xb, yb)
    print("KL teacher/student", float(dist.agreement(x[:256])))
    train_aspects(cfg, x, d["aspects"].astype("float32"))


if __name__ == "__main__":
    main()
