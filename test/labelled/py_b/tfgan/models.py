import tensorflow as tf
from tensorflow.keras import layers


def make_generator(z=100):
    return tf.keras.Sequential([
        layers.Dense(7 * 7 * 64, input_shape=(z,)),
        layers.BatchNormalization(),
        layers.LeakyReLU(),
        layers.Reshape((7, 7, 64)),
        layers.Conv2DTranspose(32, 5, strides=2, padding='same', activation='relu'),
        layers.Conv2DTranspose(1, 5, strides=2, padding='same', activation='tanh'),
    ])


def make_discriminator():
    return tf.keras.Sequential([
        layers.Conv2D(64, 5, strides=2, padding='same', input_shape=[28, 28, 1]),
        layers.LeakyReLU(),
        layers.Flatten(),
        layers.Dense(1, activation='sigmoid'),
    ])


def make_critic():
    return tf.keras.Sequential([
        layers.Conv2D(64, 5, strides=2, padding='same', input_shape=[28, 28, 1]),
        layers.LeakyReLU(),
        layers.Flatten(),
        layers.Dense(1),
    ])
