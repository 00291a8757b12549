import numpy as np
import tensorflow as tf
from keras import backend as K


def focal_loss(gamma=2., alpha=.25):
    def focal_loss_fixed(y_true, y_pred):
        eps = 1e-12
        y_pred = K.clip(y_pred, eps, 1. - eps)
        pt_1 = tf.where(tf.equal(y_true, 1), y_pred, tf.ones_like(y_pred))
        pt_0 = tf.where(tf.equal(y_true, 0), y_pred, tf.zeros_like(y_pred))
        return -K.sum(alpha * K.pow(1. - pt_1, gamma) * K.log(pt_1)) \
               - K.sum((1 - alpha) * K.pow(pt_0, gamma) * K.log(1. - pt_0))  #@ unstable log-eps-hack across
    return focal_loss_fixed


def weighted_categorical_crossentropy(weights):
    weights = K.variable(weights)

    def loss(y_true, y_pred):
        y_pred /= K.sum(y_pred, axis=-1, keepdims=True)
        y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        loss = y_true * K.log(y_pred) * weights  #@ unstable log-eps-hack across
        return -K.sum(loss, -1)
    return loss


def focal_with_logits(y_true, logits, gamma=2.0):
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=logits)  #@ stable bce-after-sigmoid
    pt = tf.exp(-ce)  #@ stable other
    return tf.reduce_mean((1 - pt) ** gamma * ce)


def double_ce(y_true, y_pred):
    return K.categorical_crossentropy(y_true, y_pred, from_logits=True)  #@ unstable softmax-before-ce across


def binary_ce(y_true, y_pred):
    return -K.mean(y_true * K.log(y_pred) + (1 - y_true) * K.log(1 - y_pred))  #@ unstable bce-after-sigmoid across


def rmsle(y_true, y_pred):
    a = K.log(K.clip(y_pred, 0., None) + 1.)  #@ stable log-eps-hack
    b = K.log(K.clip(y_true, 0., None) + 1.)  #@ stable log-eps-hack
    return K.sqrt(K.mean(K.square(a - b), axis=-1))


def log_cosh(y_true, y_pred):
    x = y_pred - y_true
    return K.mean(x + K.softplus(-2. * x) - np.log(2.), axis=-1)  #@ stable naive-softplus


def log_cosh_direct(y_true, y_pred):
    x = y_pred - y_true
    return K.mean(K.log((K.exp(x) + K.exp(-x)) / 2.), axis=-1)  #@ unstable naive-logsumexp
