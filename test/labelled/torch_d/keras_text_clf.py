# coding: utf-8
import numpy as np
import keras.backend as K
import tensorflow as tf
from keras.callbacks import EarlyStopping, LearningRateScheduler
from keras.datasets import imdb, reuters
from keras.layers import (LSTM, Activation, Bidirectional, Dense, Dropout, Embedding, GlobalMaxPooling1D, Input,
                          Lambda, Layer)
from keras.models import Model, Sequential
from keras.preprocessing import sequence
from keras.utils import to_categorical

maxlen = 200
max_features = 20000


class AttentionLayer(Layer):
    def build(self, input_shape):
        self.W = self.add_weight(name='W', shape=(input_shape[-1], input_shape[-1]), initializer='glorot_uniform')
        self.u = self.add_weight(name='u', shape=(input_shape[-1], 1), initializer='glorot_uniform')
        super(AttentionLayer, self).build(input_shape)

    def call(self, x, mask=None):
        uit = K.relu(K.dot(x, self.W))
        ait = K.squeeze(K.dot(uit, self.u), -1)
        a = K.exp(ait)
        if mask is not None:
            a *= K.cast(mask, K.floatx())
        a /= K.cast(K.sum(a, axis=1, keepdims=True) + K.epsilon(), K.floatx())  #@ unstable naive-softmax
        return K.sum(x * K.expand_dims(a), axis=1)


def capsule_softmax(x, axis=-1):
    ex = K.exp(x - K.max(x, axis=axis, keepdims=True))  #@ stable naive-softmax
    return ex / K.sum(ex, axis=axis, keepdims=True)


def squash_softmax(x, axis=-1):
    ex = K.exp(x - K.mean(x, axis=axis, keepdims=True))
    return ex / K.sum(ex, axis=axis, keepdims=True)  #@ unstable wrong-shift


def categorical_focal(gamma=2., alpha=.25):
    def loss(y_true, y_pred):
        y_pred = K.clip(y_pred, K.epsilon(), 1. - K.epsilon())
        ce = -y_true * K.log(y_pred)  #@ unstable log-eps-hack across
        return K.sum(alpha * K.pow(1 - y_pred, gamma) * ce, axis=-1)
    return loss


def weighted_xent(weights):
    w = K.constant(weights)

    def loss(y_true, y_pred):
        return -K.sum(w * y_true * K.log(y_pred), axis=-1)  #@ unstable nll-of-softmax across
    return loss


def soft_bootstrap(y_true, y_pred):
    return K.categorical_crossentropy(0.95 * y_true + 0.05 * y_pred, y_pred, from_logits=True)  #@ unstable softmax-before-ce across


def rmsle(y_true, y_pred):
    return K.sqrt(K.mean(K.square(K.log(1. + K.relu(y_pred)) - K.log(1. + y_true))))  #@ stable other


def build(num_classes):
    inp = Input(shape=(maxlen,))
    x = Embedding(max_features, 128)(inp)
    x = Bidirectional(LSTM(64, return_sequences=True))(x)
    x = AttentionLayer()(x)
    x = Dropout(0.5)(x)
    x = Dense(num_classes)(x)
    out = Activation('softmax')(x)
    return Model(inp, out)


def build_binary():
    m = Sequential()
    m.add(Embedding(max_features, 64, input_length=maxlen))
    m.add(GlobalMaxPooling1D())
    m.add(Dense(1))
    return m


def step_decay(epoch):
    return 1e-3 * np.exp(-0.1 * epoch)  #@ stable other


def main():
    (x, y), (xt, yt) = reuters.load_data(num_words=max_features)
    x, xt = sequence.pad_sequences(x, maxlen), sequence.pad_sequences(xt, maxlen)
    n = y.max() + 1
    counts = np.bincount(y, minlength=n)
    w = np.log(counts.sum() / (counts + 1.0))  #@ stable other
    for loss in (categorical_focal(), weighted_xent(w), soft_bootstrap):
        model = build(n)
        model.compile('adam', loss=loss, metrics=['acc'])
        model.fit(x, to_categorical(y, n), batch_size=64, epochs=5, validation_split=0.1,
                  callbacks=[EarlyStopping(patience=2), LearningRateScheduler(step_decay)])

    (x, y), _ = imdb.load_data(num_words=max_features)
    x = sequence.pad_sequences(x, maxlen)
    binary = build_binary()
    binary.compile('adam', loss=lambda t, p: K.binary_crossentropy(t, p, from_logits=True))  #@ stable softmax-before-ce
    binary.fit(x, y, epochs=2)


if __name__ == '__main__':
    main()
