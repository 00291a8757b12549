import argparse

import tensorflow as tf
from tensorflow import keras

from builders import logit_cnn, small_cnn


def data(batch):
    (x, y), (xt, yt) = keras.datasets.cifar10.load_data()
    tr = tf.data.Dataset.from_tensor_slices((x, y[:, 0])).shuffle(10000).batch(batch).prefetch(2)
    te = tf.data.Dataset.from_tensor_slices((xt, yt[:, 0])).batch(256)
    return tr, te


def lr(epoch, cur):
    return cur * tf.math.exp(-0.1).numpy() if epoch > 10 else cur  #@ stable other


def baseline(batch):
    net = small_cnn()
    net.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  #@ stable softmax-before-ce
    return net


def tuned(batch):
    net = small_cnn(classes=10)
    net.compile(
        optimizer=keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),  #@ unstable softmax-before-ce across
        metrics=["accuracy"],
    )
    return net


def logits(batch):
    net = logit_cnn()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    net.compile("adam", loss=loss, metrics=["accuracy"])  #@ stable softmax-before-ce
    return net


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--which", default="baseline")
    ap.add_argument("--epochs", type=int, default=30)
    a = ap.parse_args()
    tr, te = data(128)
    net = {"baseline": baseline, "tuned": tuned, "logits": logits}[a.which](128)
    cb = [keras.callbacks.LearningRateScheduler(lr), keras.callbacks.TensorBoard("runs/" + a.which)]
    net.fit(tr, validation_data=te, epochs=a.epochs, callbacks=cb)
    print(net.evaluate(te))


if __name__ == "__main__":
    main()
