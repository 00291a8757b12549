"""Categorical DQN (C51), soft Q-learning and a dueling head, tf.keras."""
import random
from collections import deque

import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.layers import Activation, Dense, Input, Lambda, Reshape
from tensorflow.keras.models import Model

ATOMS, VMIN, VMAX = 51, -10.0, 10.0


def distribution_net(n_obs, n_act):
    inp = Input((n_obs,))
    h = Dense(64, activation="relu")(inp)
    h = Dense(64, activation="relu")(h)
    out = Reshape((n_act, ATOMS))(Dense(n_act * ATOMS)(h))
    return Model(inp, Activation("softmax")(out))


def q_net(n_obs, n_act):
    inp = Input((n_obs,))
    h = Dense(64, activation="relu")(inp)
    v, a = Dense(1)(h), Dense(n_act)(h)
    q = Lambda(lambda t: t[0] + t[1] - K.mean(t[1], axis=1, keepdims=True))([v, a])
    return Model(inp, q)


class Replay:
    def __init__(self, size=50000):
        self.buf = deque(maxlen=size)

    def add(self, *t):
        self.buf.append(t)

    def sample(self, n):
        return [np.array(c) for c in zip(*random.sample(self.buf, n))]


class C51:
    def __init__(self, n_obs, n_act, gamma=0.99):
        self.net, self.target = distribution_net(n_obs, n_act), distribution_net(n_obs, n_act)
        self.z = np.linspace(VMIN, VMAX, ATOMS).astype("float32")
        self.n_act, self.gamma = n_act, gamma
        self.opt = tf.keras.optimizers.Adam(2.5e-4)

    def act(self, s, eps):
        if random.random() < eps:
            return random.randrange(self.n_act)
        return int(((self.net(s[None]).numpy()[0]) * self.z).sum(1).argmax())

    def project(self, r, s2, done):
        p = self.target(s2).numpy()
        a = (p * self.z).sum(2).argmax(1)
        p = p[np.arange(len(a)), a]
        tz = np.clip(r[:, None] + self.gamma * (1 - done[:, None]) * self.z, VMIN, VMAX)
        b = (tz - VMIN) / (VMAX - VMIN) * (ATOMS - 1)
        lo, hi = np.floor(b).astype(int), np.ceil(b).astype(int)
        m = np.zeros_like(p)
        for i in range(len(p)):
            np.add.at(m[i], lo[i], p[i] * (hi[i] - b[i] + (lo[i] == hi[i])))
            np.add.at(m[i], hi[i], p[i] * (b[i] - lo[i]))
        return m.astype("float32")

    def train(self, batch):
        s, a, r, s2, d = batch
        m = self.project(r, s2, d)
        with tf.GradientTape() as tape:
            p = tf.gather(self.net(s), a, axis=1, batch_dims=1)
            loss = -tf.reduce_mean(tf.reduce_sum(m * tf.math.log(p), axis=1))  #@ unstable nll-of-softmax across
        g = tape.gradient(loss, self.net.trainable_variables)
        self.opt.apply_gradients(zip(g, self.net.trainable_variables))
        return loss

    def priority(self, batch):
        s, a, r, s2, d = batch
        p = self.net(s).numpy()[np.arange(len(a)), a]
        m = self.project(r, s2, d)
        return -(m * np.log(np.clip(p, 1e-8, 1))).sum(1)  #@ unstable log-eps-hack across


class SoftQ:
    def __init__(self, n_obs, n_act, alpha=0.1):
        self.q, self.qt, self.alpha = q_net(n_obs, n_act), q_net(n_obs, n_act), alpha

    def value(self, s):
        return self.alpha * tf.math.log(tf.reduce_sum(tf.exp(self.qt(s) / self.alpha), axis=1))  #@ unstable naive-logsumexp

    def value_lse(self, s):
        return self.alpha * tf.reduce_logsumexp(self.qt(s) / self.alpha, axis=1)  #@ stable naive-logsumexp

    def policy(self, s):
        adv = (self.q(s) - self.value_lse(s)[:, None]) / self.alpha
        return tf.exp(adv)  #@ stable naive-softmax

    def boltzmann(self, s, temp):
        q = self.q(s).numpy() / temp
        e = [np.exp(v) for v in q[0]]
        tot = sum(e)
        return [v / tot for v in e]  #@ unstable naive-softmax

    def mellowmax(self, s, omega=5.0):
        q = self.q(s)
        return tf.math.log(tf.reduce_mean(tf.exp(omega * q), axis=1)) / omega  #@ unstable naive-logsumexp


def munchausen(q, a, tau=0.03, alpha=0.9, floor=-1.0):
    pi = tf.nn.softmax(q / tau)
    logpi = tau * tf.math.log(pi)  #@ unstable log-of-softmax
    return alpha * tf.maximum(tf.gather(logpi, a, axis=1, batch_dims=1), floor)


def munchausen_lse(q, a, tau=0.03, alpha=0.9, floor=-1.0):
    v = tf.reduce_max(q, axis=1, keepdims=True)
    lp = q - v - tau * tf.reduce_logsumexp((q - v) / tau, axis=1, keepdims=True)  #@ stable naive-logsumexp
    return alpha * tf.clip_by_value(tf.gather(lp, a, axis=1, batch_dims=1), floor, 0)


def rnd_bonus(err, run_std):
    return np.log1p(err / (run_std + 1e-8))  #@ stable naive-softplus


def eps_schedule(t, lo=0.02, hi=1.0, tau=5000.0):
    return lo + (hi - lo) * np.exp(-t / tau)  #@ stable other


def main():
    import gym
    env = gym.make("CartPole-v1")
    agent, mem = C51(4, 2), Replay()
    t = 0
    for ep in range(300):
        s, _ = env.reset()
        total, done = 0, False
        while not done:
            a = agent.act(s, eps_schedule(t))
            s2, r, term, trunc, _ = env.step(a)
            mem.add(s, a, r, s2, float(term))
            s, done, total, t = s2, term or trunc, total + r, t + 1
            if t > 1000:
                agent.train(mem.sample(32))
            if t % 500 == 0:
                agent.target.set_weights(agent.net.get_weights())
        if ep % 10 == 0:
            print(ep, total)


if __name__ == "__main__":
    main()
