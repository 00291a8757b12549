import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras import backend as K

MAXLEN, VOCAB = 200, 20000


class AttentionPool(layers.Layer):
    """the attention layer everybody copies on kaggle"""

    def build(self, shape):
        self.W = self.add_weight(name='w', shape=(shape[-1],), initializer='glorot_uniform')
        self.b = self.add_weight(name='b', shape=(shape[1],), initializer='zero')

    def call(self, x, mask=None):
        eij = K.reshape(K.dot(x, K.reshape(self.W, (-1, 1))), (-1, x.shape[1]))
        eij = K.tanh(eij + self.b)
        a = K.exp(eij)  #@ stable naive-softmax
        if mask is not None:
            a *= K.cast(mask, K.floatx())
        a /= K.cast(K.sum(a, axis=1, keepdims=True) + K.epsilon(), K.floatx())
        return K.sum(x * K.expand_dims(a), axis=1)


class AttentionNoTanh(layers.Layer):
    def build(self, shape):
        self.proj = layers.Dense(1)

    def call(self, x):
        e = tf.squeeze(self.proj(x), -1)
        ai = K.exp(e)
        w = ai / K.sum(ai, axis=1, keepdims=True)  #@ unstable naive-softmax
        return tf.reduce_sum(x * w[..., None], axis=1)


def build(n_out=6):
    inp = layers.Input((MAXLEN,))
    h = layers.Embedding(VOCAB, 128)(inp)
    h = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(h)
    h = AttentionPool()(h)
    out = layers.Dense(n_out, activation='sigmoid')(h)
    return keras.Model(inp, out)


def build_logits(n_out=6):
    inp = layers.Input((MAXLEN,))
    h = layers.GlobalAveragePooling1D()(layers.Embedding(VOCAB, 128)(inp))
    return keras.Model(inp, layers.Dense(n_out)(h))


def compile_plain(lr=1e-3):
    m = build()
    m.compile(optimizer=keras.optimizers.Adam(lr), loss='binary_crossentropy', metrics=['AUC'])  #@ stable bce-after-sigmoid
    return m


def compile_bilstm():
    m = build()
    m.compile('adam', loss=keras.losses.BinaryCrossentropy(from_logits=True))  #@ unstable softmax-before-ce across
    return m


def compile_logits():
    m = build_logits()
    m.compile('adam', loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return m


def classifier(n=10):
    model = keras.Sequential([
        layers.Flatten(input_shape=(28, 28)),
        layers.Dense(128, activation='relu'),
        layers.Dense(n, activation='softmax'),
    ])
    model.compile(optimizer='adam',
                  loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),  #@ unstable softmax-before-ce
                  metrics=['accuracy'])
    return model


def focal(y_true, y_pred, gamma=2.):
    y_pred = K.sigmoid(y_pred)
    pt = tf.where(tf.equal(y_true, 1), y_pred, 1 - y_pred)
    return -K.mean(K.pow(1. - pt, gamma) * K.log(pt + K.epsilon()))  #@ unstable log-eps-hack


def main():
    df = pd.read_csv('train.csv').fillna('_na_')
    df['len'] = np.log1p(df.comment_text.str.len())  #@ stable naive-softplus
    tok = keras.preprocessing.text.Tokenizer(VOCAB)
    tok.fit_on_texts(df.comment_text)
    X = keras.preprocessing.sequence.pad_sequences(tok.texts_to_sequences(df.comment_text), MAXLEN)
    m = compile_plain()
    m.fit(X, df.iloc[:, 2:8].values, batch_size=256, epochs=2, validation_split=.1,
          callbacks=[keras.callbacks.LearningRateScheduler(lambda e: 1e-3 * np.exp(-0.5 * e))])  #@ stable other
