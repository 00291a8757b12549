import tensorflow as tf


def lrelu(x, leak=0.2, name="lrelu"):
    return tf.maximum(x, leak * x, name=name)


def linear(x, out_dim, scope, stddev=0.02):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.get_shape()[-1], out_dim],
                            initializer=tf.random_normal_initializer(stddev=stddev))
        b = tf.get_variable("b", [out_dim], initializer=tf.constant_initializer(0.0))
        return tf.matmul(x, w) + b


def conv2d(x, out_dim, scope, k=5, s=2):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [k, k, x.get_shape()[-1], out_dim],
                            initializer=tf.truncated_normal_initializer(stddev=0.02))
        b = tf.get_variable("b", [out_dim], initializer=tf.constant_initializer(0.0))
        return tf.nn.bias_add(tf.nn.conv2d(x, w, strides=[1, s, s, 1], padding="SAME"), b)


def bce(prob, target):
    """Mean binary cross entropy of `prob` against a constant target."""
    if target == 1:
        return -tf.reduce_mean(tf.log(prob))  #@ unstable log-of-sigmoid across
    return -tf.reduce_mean(tf.log(1. - prob))  #@ unstable log-of-sigmoid across


def logits_bce(logits, target):
    labels = tf.ones_like(logits) if target == 1 else tf.zeros_like(logits)
    return tf.reduce_mean(
        tf.nn.sigmoid_cross_entropy_with_logits(logits=logits, labels=labels))  #@ stable softmax-before-ce
