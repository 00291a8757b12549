from keras import backend as K
from keras import initializers, regularizers, constraints
from keras.engine.topology import Layer


def dot_product(x, kernel):
    if K.backend() == 'tensorflow':
        return K.squeeze(K.dot(x, K.expand_dims(kernel)), axis=-1)
    return K.dot(x, kernel)


class Attention(Layer):
    """Keras Layer that implements an attention mechanism for temporal data (Raffel et al.)."""

    def __init__(self, step_dim, W_regularizer=None, bias=True, **kwargs):
        self.supports_masking = True
        self.init = initializers.get('glorot_uniform')
        self.W_regularizer = regularizers.get(W_regularizer)
        self.bias = bias
        self.step_dim = step_dim
        self.features_dim = 0
        super(Attention, self).__init__(**kwargs)

    def build(self, input_shape):
        assert len(input_shape) == 3
        self.W = self.add_weight((input_shape[-1],), initializer=self.init, name='{}_W'.format(self.name),
                                 regularizer=self.W_regularizer)
        self.features_dim = input_shape[-1]
        if self.bias:
            self.b = self.add_weight((input_shape[1],), initializer='zero', name='{}_b'.format(self.name))
        self.built = True

    def compute_mask(self, input, input_mask=None):
        return None

    def call(self, x, mask=None):
        eij = K.reshape(K.dot(K.reshape(x, (-1, self.features_dim)), K.reshape(self.W, (self.features_dim, 1))),
                        (-1, self.step_dim))
        if self.bias:
            eij += self.b
        eij = K.tanh(eij)
        a = K.exp(eij)
        if mask is not None:
            a *= K.cast(mask, K.floatx())
        a /= K.cast(K.sum(a, axis=1, keepdims=True) + K.epsilon(), K.floatx())  #@ stable naive-softmax
        a = K.expand_dims(a)
        return K.sum(x * a, axis=1)

    def compute_output_shape(self, input_shape):
        return input_shape[0], self.features_dim


class AttentionWithContext(Layer):
    """Hierarchical attention networks (Yang et al. 2016)."""

    def __init__(self, W_constraint=None, u_constraint=None, **kwargs):
        self.supports_masking = True
        self.init = initializers.get('glorot_uniform')
        self.W_constraint = constraints.get(W_constraint)
        self.u_constraint = constraints.get(u_constraint)
        super(AttentionWithContext, self).__init__(**kwargs)

    def build(self, input_shape):
        d = input_shape[-1]
        self.W = self.add_weight((d, d), initializer=self.init, name='{}_W'.format(self.name))
        self.b = self.add_weight((d,), initializer='zero', name='{}_b'.format(self.name))
        self.u = self.add_weight((d,), initializer=self.init, name='{}_u'.format(self.name))
        super(AttentionWithContext, self).build(input_shape)

    def call(self, x, mask=None):
        uit = K.tanh(K.dot(x, self.W) + self.b)
        ait = dot_product(uit, self.u)
        a = K.exp(ait)
        if mask is not None:
            a *= K.cast(mask, K.floatx())
        a /= K.cast(K.sum(a, axis=1, keepdims=True) + K.epsilon(), K.floatx())  #@ unstable naive-softmax
        return K.sum(x * K.expand_dims(a), axis=1)

    def compute_output_shape(self, input_shape):
        return input_shape[0], input_shape[-1]


class MaskedSelfAttention(Layer):
    def call(self, inputs, mask=None):
        q, k, v = inputs
        s = K.batch_dot(q, k, axes=[2, 2]) / K.sqrt(K.cast(K.shape(k)[-1], K.floatx()))
        if mask is not None and mask[1] is not None:
            s += (1.0 - K.expand_dims(K.cast(mask[1], K.floatx()), 1)) * -1e9
        s -= K.max(s, axis=-1, keepdims=True)
        w = K.exp(s)
        w = w / K.sum(w, axis=-1, keepdims=True)  #@ stable naive-softmax
        return K.batch_dot(w, v)

    def compute_output_shape(self, input_shape):
        return input_shape[0]
