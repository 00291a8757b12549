from __future__ import print_function

import os
import time

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

from model import CatGAN

flags = tf.app.flags
flags.DEFINE_integer("epochs", 25, "Epochs to train")
flags.DEFINE_float("learning_rate", 0.0002, "Learning rate of adam")
flags.DEFINE_float("beta1", 0.5, "Momentum term of adam")
flags.DEFINE_boolean("logits", False, "Use the logits losses")
flags.DEFINE_string("log_dir", "logs", "Where summaries go")
FLAGS = flags.FLAGS


def inception_like_score(probs, splits=5):
    """exp(E KL(p(y|x) || p(y))) with the classifier head."""
    scores = []
    n = len(probs) // splits
    for i in range(splits):
        part = probs[i * n:(i + 1) * n]
        py = part.mean(axis=0, keepdims=True)
        kl = part * (np.log(part) - np.log(py))  #@ unstable log-of-softmax across
        scores.append(np.exp(kl.sum(axis=1).mean()))
    return np.mean(scores), np.std(scores)


def main(_):
    mnist = input_data.read_data_sets("MNIST_data", one_hot=True, reshape=False)
    net = CatGAN(use_logits=FLAGS.logits)
    d_optim = tf.train.AdamOptimizer(FLAGS.learning_rate, beta1=FLAGS.beta1).minimize(
        net.d_loss + net.cls_loss, var_list=net.d_vars)
    g_optim = tf.train.AdamOptimizer(FLAGS.learning_rate, beta1=FLAGS.beta1).minimize(
        net.g_loss, var_list=net.g_vars)
    merged = tf.summary.merge_all()
    saver = tf.train.Saver()

    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        writer = tf.summary.FileWriter(FLAGS.log_dir, sess.graph)
        step, start = 0, time.time()
        for epoch in range(FLAGS.epochs):
            for _ in range(mnist.train.num_examples // net.batch_size):
                xs, ys = mnist.train.next_batch(net.batch_size)
                zs = np.random.uniform(-1, 1, [net.batch_size, net.z_dim]).astype(np.float32)
                feed = {net.x: xs * 2 - 1, net.y: ys, net.z: zs}
                _, summary = sess.run([d_optim, merged], feed_dict=feed)
                sess.run(g_optim, feed_dict=feed)
                writer.add_summary(summary, step)
                step += 1
            d, g, acc = sess.run([net.d_loss, net.g_loss, net.acc], feed_dict=feed)
            print("epoch %d (%.0fs) d %.4f g %.4f acc %.3f" % (epoch, time.time() - start, d, g, acc))
            saver.save(sess, os.path.join(FLAGS.log_dir, "model"), global_step=step)
        probs = []
        for _ in range(20):
            zs = np.random.uniform(-1, 1, [net.batch_size, net.z_dim])
            probs.append(sess.run(net.cls_prob_, feed_dict={net.z: zs}))
        print("score %.3f +- %.3f" % inception_like_score(np.concatenate(probs)))


if __name__ == "__main__":
    tf.app.run()
