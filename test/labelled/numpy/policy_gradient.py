"""REINFORCE, actor-critic and PPO with manual gradients / tf2."""
import collections

import gym
import numpy as np
import tensorflow as tf

Transition = collections.namedtuple("Transition", "s a r logp v done")


class LinearPolicy:
    def __init__(self, n_obs, n_act, lr=1e-2):
        self.W = np.zeros((n_obs, n_act))
        self.lr = lr

    def action_probs(self, s):
        h = s.dot(self.W)
        h -= np.mean(h)
        e = np.exp(h)
        return e / np.sum(e)  #@ unstable wrong-shift

    def sample(self, s):
        p = self.action_probs(s)
        return np.random.choice(len(p), p=p)

    def grad_log(self, s, a):
        g = -self.action_probs(s)
        g[a] += 1
        return np.outer(s, g)

    def logp(self, s, a):
        return np.log(self.action_probs(s)[a])  #@ unstable nll-of-softmax across

    def update(self, episode, gamma=0.99):
        G = 0.0
        for s, a, r in reversed(episode):
            G = r + gamma * G
            self.W += self.lr * G * self.grad_log(s, a)


class ActorCritic(tf.keras.Model):
    def __init__(self, n_act, hidden=64):
        super().__init__()
        self.body = tf.keras.Sequential([
            tf.keras.layers.Dense(hidden, activation="tanh"),
            tf.keras.layers.Dense(hidden, activation="tanh")])
        self.pi = tf.keras.layers.Dense(n_act, activation="softmax")
        self.logits_head = tf.keras.layers.Dense(n_act)
        self.v = tf.keras.layers.Dense(1)

    def call(self, s):
        h = self.body(s)
        return self.pi(h), tf.squeeze(self.v(h), -1)

    def logits(self, s):
        return self.logits_head(self.body(s))


def gae(rews, vals, dones, last, gamma=0.99, lam=0.95):
    adv, run = np.zeros(len(rews), np.float32), 0.0
    vals = np.append(vals, last)
    for t in reversed(range(len(rews))):
        nt = 1.0 - dones[t]
        delta = rews[t] + gamma * vals[t + 1] * nt - vals[t]
        run = delta + gamma * lam * nt * run
        adv[t] = run
    return adv


def a2c_loss(net, batch):
    probs, v = net(batch["s"])
    chosen = tf.gather(probs, batch["a"], axis=1, batch_dims=1)
    logp = tf.math.log(chosen)  #@ unstable nll-of-softmax across
    entropy = -tf.reduce_sum(probs * tf.math.log(probs + 1e-10), axis=1)  #@ unstable log-eps-hack across
    return (-tf.reduce_mean(logp * batch["adv"]) + 0.5 * tf.reduce_mean((batch["ret"] - v) ** 2)
            - 0.01 * tf.reduce_mean(entropy))


def ppo_loss(net, batch, clip=0.2):
    logits = net.logits(batch["s"])
    lp = tf.nn.log_softmax(logits)  #@ stable log-of-softmax
    logp = tf.gather(lp, batch["a"], axis=1, batch_dims=1)
    ratio = tf.exp(logp - batch["old_logp"])  #@ stable other
    surr = tf.minimum(ratio * batch["adv"], tf.clip_by_value(ratio, 1 - clip, 1 + clip) * batch["adv"])
    entropy = -tf.reduce_sum(tf.exp(lp) * lp, axis=1)  #@ stable log-of-softmax
    kl = tf.reduce_mean(batch["old_logp"] - logp)
    return -tf.reduce_mean(surr) - 0.01 * tf.reduce_mean(entropy), kl


def keras_reinforce(n_obs, n_act):
    """Cross entropy with returns as sample weights."""
    model = tf.keras.Sequential([
        tf.keras.layers.Dense(32, activation="relu", input_shape=(n_obs,)),
        tf.keras.layers.Dense(n_act),
        tf.keras.layers.Softmax()])
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss)  #@ unstable softmax-before-ce
    return model


def sac_temperature(log_alpha, logp, target):
    return -tf.reduce_mean(tf.exp(log_alpha) * (logp + target))  #@ stable other


def gaussian_logp(x, mu, log_std):
    z = (x - mu) / (tf.exp(log_std) + 1e-8)  #@ stable other
    return tf.reduce_sum(-0.5 * z ** 2 - log_std - 0.5 * np.log(2 * np.pi), axis=-1)  #@ stable other


def awr_weights(adv, beta=1.0, w_max=20.0):
    return np.minimum(np.exp(adv / beta), w_max)


def retrace(ratios, lam=0.95):
    return lam * np.minimum(1.0, ratios)


def run(episodes=500):
    env = gym.make("CartPole-v1")
    pol = LinearPolicy(4, 2)
    hist = collections.deque(maxlen=50)
    for ep in range(episodes):
        s, _ = env.reset()
        traj, done = [], False
        while not done:
            a = pol.sample(s)
            s2, r, term, trunc, _ = env.step(a)
            traj.append((s, a, r))
            s, done = s2, term or trunc
        pol.update(traj)
        hist.append(len(traj))
        if ep % 50 == 0:
            print(ep, np.mean(hist), "logp of first action %.3f" % pol.logp(traj[0][0], traj[0][1]))


if __name__ == "__main__":
    run()
