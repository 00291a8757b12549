from tensorflow import keras
from tensorflow.keras import layers as L


def _conv(x, f, s=1):
    x = L.Conv2D(f, 3, strides=s, padding="same", use_bias=False)(x)
    x = L.BatchNormalization()(x)
    return L.Activation("relu")(x)


def small_cnn(shape=(32, 32, 3), classes=10):
    inp = keras.Input(shape)
    x = L.Rescaling(1.0 / 255)(inp)
    for f in (32, 64, 128):
        x = _conv(x, f)
        x = _conv(x, f, 2)
    x = L.GlobalAveragePooling2D()(x)
    x = L.Dropout(0.3)(x)
    return keras.Model(inp, L.Dense(classes, activation="softmax")(x), name="small_cnn")


def logit_cnn(shape=(32, 32, 3), classes=10):
    inp = keras.Input(shape)
    x = L.Rescaling(1.0 / 255)(inp)
    for f in (32, 64, 128):
        x = _conv(x, f, 2)
    x = L.GlobalAveragePooling2D()(x)
    return keras.Model(inp, L.Dense(classes)(x), name="logit_cnn")
