from __future__ import absolute_import, division, print_function
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

flags = tf.app.flags
flags.DEFINE_integer('max_steps', 1000, 'Number of steps')
flags.DEFINE_float('learning_rate', 0.5, 'lr')
FLAGS = flags.FLAGS


def weight(shape):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.1))


def cnn(x, keep_prob):
    img = tf.reshape(x, [-1, 28, 28, 1])
    h = tf.nn.relu(tf.nn.conv2d(img, weight([5, 5, 1, 32]), strides=[1, 1, 1, 1], padding='SAME'))
    h = tf.nn.max_pool(h, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME')
    h = tf.reshape(h, [-1, 14 * 14 * 32])
    h = tf.nn.dropout(h, keep_prob)
    return tf.nn.softmax(tf.matmul(h, weight([14 * 14 * 32, 10])))


def main(_):
    mnist = input_data.read_data_sets('MNIST_data/', one_hot=True)
    x = tf.placeholder(tf.float32, [None, 784])
    y_ = tf.placeholder(tf.float32, [None, 10])
    keep_prob = tf.placeholder(tf.float32)

    W = tf.Variable(tf.zeros([784, 10]))
    b = tf.Variable(tf.zeros([10]))
    y = tf.nn.softmax(tf.matmul(x, W) + b)
    cross_entropy = tf.reduce_mean(-tf.reduce_sum(y_ * tf.log(y), reduction_indices=[1]))  #@ unstable nll-of-softmax
    train_step = tf.train.GradientDescentOptimizer(FLAGS.learning_rate).minimize(cross_entropy)

    y_conv = cnn(x, keep_prob)
    ce_conv = -tf.reduce_sum(y_ * tf.log(tf.clip_by_value(y_conv, 1e-10, 1.0)))  #@ unstable log-eps-hack across
    train_conv = tf.train.AdamOptimizer(1e-4).minimize(ce_conv)

    ce_tf = tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y)  #@ unstable softmax-before-ce
    logits = tf.matmul(x, W) + b
    xent = tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=logits)  #@ stable softmax-before-ce
    tf.summary.scalar('xent', tf.reduce_mean(xent))
    tf.summary.scalar('ce_tf', tf.reduce_mean(ce_tf))

    correct = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
    acc = tf.reduce_mean(tf.cast(correct, tf.float32))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(FLAGS.max_steps):
            bx, by = mnist.train.next_batch(100)
            sess.run([train_step, train_conv], feed_dict={x: bx, y_: by, keep_prob: 0.5})
            if i % 100 == 0:
                print(i, sess.run(acc, {x: mnist.test.images, y_: mnist.test.labels, keep_prob: 1.}))


if __name__ == '__main__':
    tf.app.run()
