import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import backend as K
from tensorflow.keras.layers import Layer


class AttentionWithContext(Layer):
    """Hierarchical attention pooling over time steps (Yang et al. 2016)."""

    def __init__(self, W_regularizer=None, bias=True, **kwargs):
        self.supports_masking = True
        self.init = keras.initializers.get("glorot_uniform")
        self.W_regularizer = keras.regularizers.get(W_regularizer)
        self.bias = bias
        super(AttentionWithContext, self).__init__(**kwargs)

    def build(self, input_shape):
        d = int(input_shape[-1])
        self.W = self.add_weight(name="W", shape=(d, d), initializer=self.init, regularizer=self.W_regularizer)
        if self.bias:
            self.b = self.add_weight(name="b", shape=(d,), initializer="zeros")
        self.u = self.add_weight(name="u", shape=(d, 1), initializer=self.init)
        super(AttentionWithContext, self).build(input_shape)

    def compute_mask(self, inputs, mask=None):
        return None

    def call(self, x, mask=None):
        uit = K.dot(x, self.W)
        if self.bias:
            uit += self.b
        uit = K.tanh(uit)
        ait = K.squeeze(K.dot(uit, self.u), axis=-1)
        a = K.exp(ait)
        if mask is not None:
            a *= K.cast(mask, K.floatx())
        a /= K.cast(K.sum(a, axis=1, keepdims=True) + K.epsilon(), K.floatx())  #@ unstable naive-softmax
        return K.sum(x * K.expand_dims(a), axis=1)


class SelfAttention(Layer):
    def __init__(self, dim, **kw):
        super().__init__(**kw)
        self.q, self.k, self.v = (keras.layers.Dense(dim) for _ in range(3))
        self.dim = dim

    def call(self, x, mask=None):
        s = tf.matmul(self.q(x), self.k(x), transpose_b=True) / self.dim ** 0.5
        if mask is not None:
            s += (1.0 - tf.cast(mask[:, None, :], s.dtype)) * -1e9
        w = tf.nn.softmax(s, axis=-1)  #@ stable naive-softmax
        return tf.matmul(w, self.v(x))


class SparseAttention(Layer):
    """Rows of `adj` without any neighbour occur for isolated nodes."""

    def __init__(self, dim, **kw):
        super().__init__(**kw)
        self.proj = keras.layers.Dense(dim, use_bias=False)
        self.a1, self.a2 = keras.layers.Dense(1), keras.layers.Dense(1)

    def call(self, inputs):
        h, adj = inputs
        z = self.proj(h)
        e = tf.nn.leaky_relu(self.a1(z) + tf.transpose(self.a2(z)))
        e = tf.where(adj > 0, e, -float("inf") * tf.ones_like(e))
        att = tf.nn.softmax(e, axis=1)  #@ unstable fully-masked-row
        return tf.nn.elu(tf.matmul(att, z))


class HalfAttention(Layer):
    def __init__(self, heads=8, dim=64, **kw):
        super().__init__(dtype="float16", **kw)
        self.heads, self.dim = heads, dim

    def call(self, q, k, v, pad):
        q, k, v = (tf.cast(t, tf.float16) for t in (q, k, v))
        scores = tf.einsum("bhqd,bhkd->bhqk", q, k) / tf.cast(self.dim ** 0.5, tf.float16)
        scores = scores + tf.cast(pad, tf.float16) * -1e9  #@ unstable mask-constant
        return tf.einsum("bhqk,bhkd->bhqd", tf.nn.softmax(scores), v)


class GatedPooling(Layer):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.gate = keras.layers.Dense(1, activation="tanh")

    def call(self, x):
        g = tf.exp(self.gate(x))
        return tf.reduce_sum(g * x, 1) / tf.reduce_sum(g, 1)  #@ stable naive-softmax


def squash(s, axis=-1):
    n2 = tf.reduce_sum(s ** 2, axis, keepdims=True)
    return n2 / (1 + n2) * s / tf.sqrt(n2 + 1e-9)


def routing(u_hat, iters=3):
    b = tf.zeros(tf.shape(u_hat)[:3])
    for _ in range(iters):
        ex = tf.exp(b)
        c = ex / tf.reduce_sum(ex, axis=2, keepdims=True)  #@ unstable naive-softmax
        v = squash(tf.einsum("bij,bijd->bjd", c, u_hat))
        b += tf.einsum("bijd,bjd->bij", u_hat, v)
    return v


def build(vocab=20000, n=5):
    inp = keras.Input((None,), dtype="int32")
    x = keras.layers.Embedding(vocab, 100, mask_zero=True)(inp)
    x = keras.layers.Bidirectional(keras.layers.GRU(50, return_sequences=True))(x)
    x = AttentionWithContext()(x)
    out = keras.layers.Dense(n, activation="softmax")(x)
    model = keras.Model(inp, out)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])  #@ stable softmax-before-ce
    return model


if __name__ == "__main__":
    build().summary()
