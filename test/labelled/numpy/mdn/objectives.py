import math

import tensorflow as tf

HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)  #@ stable other


def gauss_logpdf(y, mu, sigma):
    return -0.5 * ((y - mu) / sigma) ** 2 - tf.math.log(sigma) - HALF_LOG_2PI


def mdn_nll(y, out):
    dens = out["pi"] * tf.exp(gauss_logpdf(y, out["mu"], out["sigma"]))
    return -tf.reduce_mean(tf.math.log(tf.reduce_sum(dens, axis=1)))  #@ unstable naive-logsumexp


def mdn_nll_lse(y, out):
    comp = tf.math.log(out["pi"]) + gauss_logpdf(y, out["mu"], out["sigma"])  #@ unstable log-of-softmax across
    return -tf.reduce_mean(tf.reduce_logsumexp(comp, axis=1))  #@ stable naive-logsumexp


def mdn_nll_logits(y, logits, mu, sigma):
    comp = tf.nn.log_softmax(logits) + gauss_logpdf(y, mu, sigma)  #@ stable log-of-softmax
    return -tf.reduce_mean(tf.reduce_logsumexp(comp, axis=1))  #@ stable naive-logsumexp


def hurdle_nll(y, gate, mu, s):
    pos = tf.cast(y > 0, tf.float32)
    logy = tf.math.log(tf.where(y > 0, y, tf.ones_like(y)))  #@ stable other
    ll0 = (1 - pos) * tf.math.log(1 - gate)  #@ unstable log-of-sigmoid across
    ll1 = pos * (tf.math.log(gate) + gauss_logpdf(logy, mu, s + 1e-3) - logy)  #@ unstable log-of-sigmoid across
    return -tf.reduce_mean(ll0 + ll1)


def mixture_entropy(pi):
    return -tf.reduce_sum(pi * tf.math.log(tf.maximum(pi, 1e-8)), axis=-1)  #@ unstable log-eps-hack across
