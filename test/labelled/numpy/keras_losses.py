"""Custom Keras losses for segmentation and ordinal targets."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras import layers, models
from tensorflow.keras.losses import BinaryCrossentropy, CategoricalCrossentropy, Loss


def dice_coef(y_true, y_pred, smooth=1.0):
    inter = K.sum(y_true * y_pred, axis=[1, 2, 3])
    union = K.sum(y_true, axis=[1, 2, 3]) + K.sum(y_pred, axis=[1, 2, 3])
    return K.mean((2.0 * inter + smooth) / (union + smooth))


def log_cosh_dice(y_true, y_pred):
    x = 1 - dice_coef(y_true, y_pred)
    return tf.math.log((tf.exp(x) + tf.exp(-x)) / 2.0)  #@ stable naive-logsumexp


def weighted_bce(weight):
    def loss(y_true, y_pred):
        p = K.sigmoid(y_pred)
        ll = weight * y_true * K.log(p) + (1.0 - y_true) * K.log(1.0 - p)  #@ unstable bce-after-sigmoid
        return -K.mean(ll)
    return loss


def weighted_bce_clipped(weight):
    def loss(y_true, logits):
        p = K.clip(tf.sigmoid(logits), K.epsilon(), 1 - K.epsilon())
        return -K.mean(weight * y_true * K.log(p) + (1 - y_true) * K.log(1 - p))  #@ unstable log-eps-hack
    return loss


def binary_focal(gamma=2.0, alpha=0.25):
    def loss(y_true, logits):
        ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=logits)  #@ stable softmax-before-ce
        pt = tf.exp(-ce)  #@ stable other
        w = y_true * alpha + (1 - y_true) * (1 - alpha)
        return tf.reduce_mean(w * (1 - pt) ** gamma * ce)
    return loss


class CategoricalFocal(Loss):
    def __init__(self, gamma=2.0, name="cfocal"):
        super().__init__(name=name)
        self.gamma = gamma

    def call(self, y_true, y_pred):
        probs = tf.nn.softmax(y_pred, axis=-1)
        ce = -y_true * tf.math.log(probs)  #@ unstable nll-of-softmax
        return tf.reduce_sum(tf.pow(1.0 - probs, self.gamma) * ce, axis=-1)


class LabelSmoothed(Loss):
    def __init__(self, n, eps=0.1):
        super().__init__()
        self.n, self.eps = n, eps

    def call(self, y_true, y_pred):
        y = y_true * (1 - self.eps) + self.eps / self.n
        return tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=y_pred)  #@ stable softmax-before-ce


def coral_loss(levels, logits, w):
    """Ordinal regression; levels in {0, 1}."""
    ll = tf.math.log_sigmoid(logits) * levels  #@ stable log-of-sigmoid
    ll += (tf.math.log_sigmoid(logits) - logits) * (1 - levels)
    return -tf.reduce_mean(tf.reduce_sum(ll * w, axis=1))


def boundary_softplus(y_true, s):
    return K.mean(K.log(1 + K.exp(-y_true * s)))  #@ unstable naive-softplus


def boundary_softplus2(y_true, s):
    return K.mean(K.softplus(-y_true * s))  #@ stable naive-softplus


def conv_block(x, f):
    for _ in range(2):
        x = layers.Conv2D(f, 3, padding="same", activation="relu")(x)
    return x


def unet(shape=(128, 128, 3), n_classes=4, final="softmax"):
    inp = layers.Input(shape)
    c1 = conv_block(inp, 16)
    c2 = conv_block(layers.MaxPooling2D()(c1), 32)
    c3 = conv_block(layers.MaxPooling2D()(c2), 64)
    u2 = conv_block(layers.Concatenate()([layers.UpSampling2D()(c3), c2]), 32)
    u1 = conv_block(layers.Concatenate()([layers.UpSampling2D()(u2), c1]), 16)
    return models.Model(inp, layers.Conv2D(n_classes, 1, activation=final)(u1))


def compile_all():
    nets = {}
    a = unet()
    a.compile("adam", loss=CategoricalCrossentropy(from_logits=True))  #@ unstable softmax-before-ce across
    nets["a"] = a
    b = unet(final=None)
    b.compile("adam", loss=CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  #@ stable softmax-before-ce
    nets["b"] = b
    c = unet()
    c.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])  #@ stable softmax-before-ce
    nets["c"] = c
    d = models.Sequential([
        layers.Flatten(input_shape=(28, 28)),
        layers.Dense(64, activation="relu"),
        layers.Dense(1, activation="sigmoid"),
    ])
    d.compile(optimizer="rmsprop",
              loss=BinaryCrossentropy(from_logits=True))  #@ unstable softmax-before-ce
    nets["d"] = d
    e = unet(final=None)
    e.compile("adam", loss=CategoricalFocal(2.0))
    nets["e"] = e
    return nets


def class_weights(masks, n):
    freq = np.bincount(masks.ravel(), minlength=n) / masks.size
    return 1.0 / np.log(1.02 + freq)  #@ stable other


if __name__ == "__main__":
    x = np.random.rand(8, 128, 128, 3).astype("float32")
    m = np.random.randint(0, 4, (8, 128, 128))
    print("enet weights", class_weights(m, 4))
    for name, net in compile_all().items():
        if name in "abce":
            net.fit(x, tf.one_hot(m, 4), epochs=1, batch_size=2, verbose=2)
