import numpy as np
import tensorflow as tf

from builders import BiLSTMClassifier, spam_model

scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
opt = tf.keras.optimizers.Adam(1e-3, clipnorm=1.0)
acc = tf.keras.metrics.SparseCategoricalAccuracy()


@tf.function
def step(model, x, y):
    with tf.GradientTape() as tape:
        pred = model(x, training=True)
        loss = scce(y, pred)  #@ unstable softmax-before-ce across
    g = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(g, model.trainable_variables))
    acc.update_state(y, pred)
    return loss


@tf.function
def spam_step(model, x, y):
    with tf.GradientTape() as tape:
        p = tf.squeeze(model(x, training=True), -1)
        xent = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=p)  #@ unstable softmax-before-ce across
        loss = tf.reduce_mean(xent)
    g = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(g, model.trainable_variables))
    return loss


def idf(df, n):
    return np.log((1 + n) / (1 + df)) + 1.0  #@ stable other


def train_topics(ds, vocab, classes, epochs=5):
    model = BiLSTMClassifier(vocab, classes)
    for e in range(epochs):
        acc.reset_state()
        for x, y in ds:
            loss = step(model, x, y)
        tf.print("epoch", e, "loss", loss, "acc", acc.result())
    return model


def train_spam(ds, epochs=3):
    model = spam_model()
    for e in range(epochs):
        for x, y in ds:
            loss = spam_step(model, x, tf.cast(y, tf.float32))
        tf.print(e, loss)
    return model


if __name__ == "__main__":
    x = np.random.randint(1, 20000, (512, 40))
    train_spam(tf.data.Dataset.from_tensor_slices((x, np.random.randint(0, 2, 512))).batch(32))
