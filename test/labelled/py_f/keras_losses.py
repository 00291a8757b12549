from tensorflow import keras
from tensorflow.keras import backend as K
from tensorflow.keras import layers
import tensorflow as tf


def build_cnn(num_classes=10, size=32):
    inp = keras.Input((size, size, 3))
    x = layers.Conv2D(32, 3, activation='relu')(inp)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(64, 3, activation='relu')(x)
    x = layers.GlobalAveragePooling2D()(x)
    out = layers.Dense(num_classes, activation='softmax')(x)
    return keras.Model(inp, out)


def build_binary(size=32):
    m = keras.Sequential()
    m.add(layers.Flatten(input_shape=(size, size, 3)))
    m.add(layers.Dense(64, activation='relu'))
    m.add(layers.Dense(1, activation='sigmoid'))
    return m


def build_logits(num_classes=10):
    return keras.Sequential([layers.Flatten(), layers.Dense(64, 'relu'), layers.Dense(num_classes)])


def weighted_categorical_crossentropy(weights):
    weights = K.variable(weights)

    def loss(y_true, y_pred):
        y_pred /= K.sum(y_pred, axis=-1, keepdims=True)
        y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        loss = y_true * K.log(y_pred) * weights  #@ unstable log-eps-hack across
        return -K.sum(loss, -1)
    return loss


def binary_focal_loss(gamma=2., alpha=.25):
    def binary_focal_loss_fixed(y_true, y_pred):
        pt_1 = tf.where(tf.equal(y_true, 1), y_pred, tf.ones_like(y_pred))
        pt_0 = tf.where(tf.equal(y_true, 0), y_pred, tf.zeros_like(y_pred))
        pos = -K.mean(alpha * K.pow(1. - pt_1, gamma) * K.log(pt_1))  #@ unstable bce-after-sigmoid across
        neg = -K.mean((1 - alpha) * K.pow(pt_0, gamma) * K.log(1. - pt_0))  #@ unstable bce-after-sigmoid across
        return pos + neg
    return binary_focal_loss_fixed


def logcosh(y_true, y_pred):
    x = y_pred - y_true
    return K.mean(x + K.softplus(-2. * x) - K.log(2.), axis=-1)  #@ stable naive-softplus


def rmsle(y_true, y_pred):
    a = K.log(K.clip(y_pred, K.epsilon(), None) + 1.)
    b = K.log(K.clip(y_true, K.epsilon(), None) + 1.)
    return K.sqrt(K.mean(K.square(a - b), axis=-1))


def sparse_ce(y_true, y_pred):
    y_true = tf.cast(tf.reshape(y_true, [-1]), tf.int32)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred)  #@ unstable softmax-before-ce across


def dice_coef(y_true, y_pred, smooth=1):
    i = K.sum(y_true * y_pred)
    return (2. * i + smooth) / (K.sum(y_true) + K.sum(y_pred) + smooth)


def step_decay(epoch, lr):
    return lr if epoch < 10 else float(lr * tf.math.exp(-0.1))


def main():
    (x, y), _ = keras.datasets.cifar10.load_data()
    x = x / 255.
    m1 = build_cnn()
    m1.compile('adam', loss=weighted_categorical_crossentropy([1.] * 9 + [3.]), metrics=['accuracy'])
    m1.fit(x, keras.utils.to_categorical(y, 10), epochs=2, callbacks=[keras.callbacks.LearningRateScheduler(step_decay)])

    m2 = build_binary()
    m2.compile('adam', loss=binary_focal_loss())
    m2.fit(x, (y == 3).astype('float32'), epochs=2)

    m3 = build_cnn()
    m3.compile(optimizer='sgd', loss=sparse_ce)
    m3.fit(x, y)

    m4 = build_logits()
    m4.compile(optimizer='sgd', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))  #@ stable softmax-before-ce
    m4.fit(x, y)


if __name__ == '__main__':
    main()
