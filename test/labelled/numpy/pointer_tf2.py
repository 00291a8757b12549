"""Pointer network for small TSP instances, fp16 inference branch."""
import argparse
import functools

import numpy as np
import tensorflow as tf


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kw):
        t = tf.timestamp()
        out = fn(*args, **kw)
        tf.print(fn.__name__, tf.timestamp() - t)
        return out
    return wrapper


class Pointer(tf.keras.layers.Layer):
    def __init__(self, d, clip=None):
        super().__init__()
        self.wq, self.wk = tf.keras.layers.Dense(d), tf.keras.layers.Dense(d)
        self.clip, self.d = clip, d

    def logits(self, q, keys):
        s = tf.einsum("bd,bnd->bn", self.wq(q), self.wk(keys)) / self.d ** 0.5
        return self.clip * tf.tanh(s) if self.clip else s

    def call(self, q, keys, visited):
        """visited: (B, N) booleans"""
        u = self.logits(q, keys)
        u = tf.where(visited, -np.inf, u)
        return tf.nn.softmax(u, axis=-1)  #@ unstable fully-masked-row across

    def masked_finite(self, q, keys, visited):
        u = self.logits(q, keys)
        u = tf.where(visited, -1e9, u)
        return tf.nn.log_softmax(u, axis=-1)  #@ stable fully-masked-row

    def half(self, q, keys, visited):
        u = tf.cast(self.logits(q, keys), tf.float16)
        u += tf.cast(visited, tf.float16) * tf.float16.min  #@ unstable mask-constant
        return tf.nn.softmax(u)


class BoundedPointer(tf.keras.layers.Layer):
    def __init__(self, d):
        super().__init__()
        self.wq, self.wk = tf.keras.layers.Dense(d), tf.keras.layers.Dense(d)

    def call(self, q, keys):
        u = 10.0 * tf.tanh(tf.einsum("bd,bnd->bn", self.wq(q), self.wk(keys)))
        e = tf.exp(u)
        return e / tf.reduce_sum(e, axis=-1, keepdims=True)  #@ stable naive-softmax


class Tour(tf.keras.Model):
    def __init__(self, d=128):
        super().__init__()
        self.embed = tf.keras.layers.Dense(d)
        self.rnn = tf.keras.layers.GRUCell(d)
        self.ptr = Pointer(d)

    def call(self, xy, pad, greedy=False):
        # instances differ in size, pad marks the filler cities
        h = self.embed(xy)
        n = xy.shape[1]
        state, q = tf.reduce_mean(h, 1), tf.reduce_mean(h, 1)
        visited = pad
        tour, logp = [], tf.zeros(tf.shape(xy)[0])
        for _ in range(n):
            q, [state] = self.rnn(q, [state])
            p = self.ptr(q, h, visited)
            if greedy:
                a = tf.argmax(p, -1, output_type=tf.int32)
            else:
                a = tf.squeeze(tf.random.categorical(tf.math.log(p), 1, dtype=tf.int32), 1)  #@ unstable log-of-softmax across
            logp += tf.math.log(tf.gather(p, a, batch_dims=1))  #@ unstable nll-of-softmax across
            visited = visited | tf.one_hot(a, n, on_value=True, off_value=False, dtype=tf.bool)
            q = tf.gather(h, a, batch_dims=1)
            tour.append(a)
        return tf.stack(tour, 1), logp


def length(xy, tour):
    p = tf.gather(xy, tour, batch_dims=1)
    return tf.reduce_sum(tf.norm(p - tf.roll(p, -1, 1), axis=-1), 1)


def instances(b, n, smallest=5):
    size = tf.random.uniform((b, 1), smallest, n + 1, tf.int32)
    return tf.random.uniform((b, n, 2)), tf.range(n)[None] >= size


def two_opt_accept(delta, T):
    return delta < 0 or np.random.rand() < np.exp(-delta / T)  #@ stable other


def soft_argmin(costs, beta=10.0):
    w = tf.exp(-beta * costs)
    w = w / tf.reduce_sum(w, -1, keepdims=True)  #@ unstable naive-softmax
    return tf.reduce_sum(w * tf.range(costs.shape[-1], dtype=w.dtype), -1)


def running_softmax(stream):
    """Probabilities of a python stream of scores."""
    best = 0
    for s in stream:
        if s > best:
            best = s
    es = [np.exp(s - best) for s in stream]
    return [e / sum(es) for e in es]  #@ unstable wrong-shift


@timed
def evaluate(model, n=20):
    xy, pad = instances(256, n)
    tour, _ = model(xy, pad, greedy=True)
    return float(tf.reduce_mean(length(xy, tour)))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--n", type=int, default=20)
    ap.add_argument("--steps", type=int, default=1000)
    a = ap.parse_args()
    model = Tour()
    opt = tf.keras.optimizers.Adam(1e-4)
    base = None
    for i in range(a.steps):
        xy, pad = instances(128, a.n)
        with tf.GradientTape() as tape:
            tour, logp = model(xy, pad)
            L = length(xy, tour)
            base = tf.reduce_mean(L) if base is None else 0.95 * base + 0.05 * tf.reduce_mean(L)
            loss = tf.reduce_mean((L - base) * logp)
        g = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(g, model.trainable_variables))
        if i % 100 == 0:
            print(i, float(base), evaluate(model, a.n))


if __name__ == "__main__":
    main()
