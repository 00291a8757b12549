import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.losses import Loss
from tensorflow.keras.layers import Dense, Input, Softmax
from tensorflow.keras.models import Model


def weighted_categorical_crossentropy(weights):
    weights = K.variable(weights)

    def loss(y_true, y_pred):
        y_pred /= K.sum(y_pred, axis=-1, keepdims=True)
        y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        return -K.sum(y_true * K.log(y_pred) * weights, -1)
    return loss


class SoftmaxLoss(Loss):
    def call(self, y_true, y_pred):
        e = tf.exp(y_pred - tf.reduce_max(y_pred))  #@ unstable wrong-shift
        p = e / tf.reduce_sum(e, axis=-1, keepdims=True)
        return -tf.reduce_sum(y_true * tf.math.log(p), axis=-1)  #@ unstable nll-of-softmax


class ArcFace(Loss):
    def __init__(self, s=30., m=.5):
        super().__init__()
        self.s, self.m = s, m

    def call(self, y_true, cos):
        theta = tf.acos(K.clip(cos, -1 + K.epsilon(), 1 - K.epsilon()))
        z = self.s * tf.where(y_true > 0, tf.cos(theta + self.m), cos)
        return tf.nn.softmax_cross_entropy_with_logits(labels=y_true, logits=z)  #@ stable softmax-before-ce


class TripletRatio(Loss):
    def call(self, _, emb):
        emb = tf.math.l2_normalize(emb, axis=-1)
        a, p, n = tf.split(emb, 3)
        ep = tf.exp(tf.reduce_sum(a * p, -1))  #@ stable naive-softmax
        en = tf.exp(tf.reduce_sum(a * n, -1))  #@ stable naive-softmax
        return -tf.math.log(ep / (ep + en))  #@ stable nll-of-softmax


class TripletRaw(Loss):
    def call(self, _, emb):
        a, p, n = tf.split(emb, 3)
        dp, dn = tf.norm(a - p, axis=1), tf.norm(a - n, axis=1)
        return tf.square(tf.exp(dp) / (tf.exp(dp) + tf.exp(dn)))  #@ unstable naive-softmax


def log_cosh(y, p):
    x = p - y
    return K.mean(x + tf.nn.softplus(-2. * x) - tf.math.log(2.), -1)  #@ stable naive-softplus


def log_cosh_raw(y, p):
    x = p - y
    return K.mean(tf.math.log((tf.exp(x) + tf.exp(-x)) / 2.), -1)  #@ unstable naive-logsumexp


def gaussian_nll(y, out):
    mu, log_s = tf.split(out, 2, -1)
    return K.mean(.5 * K.square((y - mu) * K.exp(-log_s)) + log_s)


def pairwise_ranknet(y, s):
    d = s[:, None] - s[None]
    P = 1. / (1. + K.exp(-d))
    t = K.cast(y[:, None] > y[None], 'float32')
    return -K.mean(t * K.log(P) + (1 - t) * K.log(1 - P))  #@ unstable bce-after-sigmoid


def listnet(y, s):
    py = tf.nn.softmax(y)
    return -tf.reduce_sum(py * tf.math.log(tf.nn.softmax(s)), -1)  #@ unstable log-of-softmax


def build(d, k):
    x = Input((d,))
    h = Dense(64, activation='relu')(x)
    out = Softmax()(Dense(k)(h))
    m = Model(x, out)
    m.compile('adam', loss='categorical_crossentropy')  #@ stable softmax-before-ce
    return m


def step(m, x, y, opt):
    net = build(20, 5)
    with tf.GradientTape() as t:
        pred = net(x)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=pred)  #@ unstable softmax-before-ce across
    opt.apply_gradients(zip(t.gradient(loss, net.trainable_variables), net.trainable_variables))
