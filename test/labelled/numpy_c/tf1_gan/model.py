import tensorflow as tf


def lrelu(x, leak=0.2):
    return tf.maximum(x, leak * x)


def generator(z, is_train=True, reuse=False):
    with tf.variable_scope('gen', reuse=reuse):
        h = tf.layers.dense(z, 4 * 4 * 256)
        h = tf.reshape(h, [-1, 4, 4, 256])
        h = tf.nn.relu(tf.layers.batch_normalization(h, training=is_train))
        for f in (128, 64):
            h = tf.layers.conv2d_transpose(h, f, 5, strides=2, padding='same')
            h = tf.nn.relu(tf.layers.batch_normalization(h, training=is_train))
        h = tf.layers.conv2d_transpose(h, 3, 5, strides=2, padding='same')
        return tf.tanh(h)


def discriminator(x, is_train=True, reuse=False):
    with tf.variable_scope('disc', reuse=reuse):
        h = lrelu(tf.layers.conv2d(x, 64, 5, strides=2, padding='same'))
        for f in (128, 256):
            h = tf.layers.conv2d(h, f, 5, strides=2, padding='same')
            h = lrelu(tf.layers.batch_normalization(h, training=is_train))
        logit = tf.layers.dense(tf.layers.flatten(h), 1)
        return tf.nn.sigmoid(logit), logit


def q_net(x, cat_dim, reuse=False):
    with tf.variable_scope('q', reuse=reuse):
        h = lrelu(tf.layers.dense(tf.layers.flatten(x), 128))
        return tf.nn.softmax(tf.layers.dense(h, cat_dim))
