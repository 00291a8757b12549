import numpy as np
import tensorflow as tf


class CVAE(tf.keras.Model):
    def __init__(self, latent=2):
        super().__init__()
        self.latent = latent
        self.enc = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(256, 'relu'),
                                        tf.keras.layers.Dense(2 * latent)])
        self.dec = tf.keras.Sequential([tf.keras.layers.Dense(256, 'relu'), tf.keras.layers.Dense(784)])

    def encode(self, x):
        return tf.split(self.enc(x), 2, axis=1)

    def reparam(self, mean, logvar):
        return tf.random.normal(tf.shape(mean)) * tf.exp(logvar * .5) + mean

    def decode(self, z, apply_sigmoid=False):
        out = self.dec(z)
        return tf.sigmoid(out) if apply_sigmoid else out


def log_normal_pdf(sample, mean, logvar, raxis=1):
    log2pi = tf.math.log(2. * np.pi)
    return tf.reduce_sum(-.5 * ((sample - mean) ** 2. * tf.exp(-logvar) + logvar + log2pi), axis=raxis)  #@ stable other


def compute_loss(model, x):
    mean, logvar = model.encode(x)
    z = model.reparam(mean, logvar)
    logit = model.decode(z)
    ce = tf.nn.sigmoid_cross_entropy_with_logits(logits=logit, labels=x)  #@ stable bce-after-sigmoid
    logpx = -tf.reduce_sum(ce, axis=1)
    return -tf.reduce_mean(logpx + log_normal_pdf(z, 0., 0.) - log_normal_pdf(z, mean, logvar))


def recon_prob(model: CVAE, x, z):
    p = model.decode(z, apply_sigmoid=True)
    return tf.reduce_sum(x * tf.math.log(p) + (1 - x) * tf.math.log(1 - p), 1)  #@ unstable bce-after-sigmoid across


class PGAgent:
    def __init__(self, n_actions, lr=1e-2):
        self.model = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='tanh'),
                                          tf.keras.layers.Dense(n_actions, activation='softmax')])
        self.opt = tf.keras.optimizers.Adam(lr)
        self.n_actions = n_actions

    def act(self, s):
        p = self.model(s[None]).numpy()[0]
        return np.random.choice(self.n_actions, p=p)

    def learn(self, S, A, G):
        with tf.GradientTape() as tape:
            probs = self.model(S)
            picked = tf.reduce_sum(probs * tf.one_hot(A, self.n_actions), axis=1)
            loss = -tf.reduce_mean(tf.math.log(picked) * G)  #@ unstable nll-of-softmax across
        g = tape.gradient(loss, self.model.trainable_variables)
        self.opt.apply_gradients(zip(g, self.model.trainable_variables))
        return loss

    def entropy(self, S):
        pi = self.model(S)
        return -tf.reduce_sum(pi * tf.math.log(pi + 1e-10), axis=-1)  #@ unstable log-eps-hack across


class LogitPG(PGAgent):
    def learn(self, S, A, G, net=None):
        logits = net(S)
        nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=A, logits=logits)  #@ stable softmax-before-ce
        p = tf.nn.softmax(logits)
        ent = -tf.reduce_sum(p * tf.nn.log_softmax(logits), axis=1)  #@ stable log-of-softmax
        return tf.reduce_mean(nll * G) - 0.01 * tf.reduce_mean(ent)


def soft_argmax(h, beta=100.):
    e = tf.exp(beta * h)
    w = e / tf.reduce_sum(e, axis=[1, 2], keepdims=True)  #@ unstable naive-softmax
    return w
