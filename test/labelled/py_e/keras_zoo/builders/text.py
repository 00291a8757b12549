import tensorflow as tf
from tensorflow.keras import layers


class BiLSTMClassifier(tf.keras.Model):
    def __init__(self, vocab, classes, dim=128, **kw):
        super().__init__(**kw)
        self.emb = layers.Embedding(vocab, dim, mask_zero=True)
        self.enc = layers.Bidirectional(layers.LSTM(dim, return_sequences=True))
        self.score = layers.Dense(1)
        self.out = layers.Dense(classes)

    def call(self, tokens, training=False):
        h = self.enc(self.emb(tokens))
        s = tf.squeeze(self.score(h), -1)
        s = s + (1.0 - tf.cast(tokens > 0, tf.float32)) * -1e9  #@ stable mask-constant
        a = tf.nn.softmax(s, axis=-1)  #@ stable fully-masked-row
        ctx = tf.einsum("bt,btd->bd", a, h)
        return tf.nn.softmax(self.out(ctx))


def spam_model(vocab=20000, dim=64):
    return tf.keras.Sequential([
        layers.Embedding(vocab, dim),
        layers.GlobalAveragePooling1D(),
        layers.Dense(64, activation="relu"),
        layers.Dropout(0.5),
        layers.Dense(1, activation="sigmoid"),
    ])
