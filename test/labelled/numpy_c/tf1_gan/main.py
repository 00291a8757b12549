# -*- coding: utf-8 -*-
from __future__ import print_function
import os
import numpy as np
import tensorflow as tf
from model import generator, discriminator, q_net

flags = tf.app.flags
flags.DEFINE_integer('epoch', 25, 'epochs')
flags.DEFINE_integer('batch_size', 64, 'batch size')
flags.DEFINE_float('learning_rate', 2e-4, 'adam lr')
flags.DEFINE_string('loss', 'nonsat', 'minimax | nonsat | logits')
flags.DEFINE_string('data', 'faces.npy', 'data')
FLAGS = flags.FLAGS
Z_DIM, C_DIM = 100, 10
TINY = 1e-8


class InfoGAN(object):
    def __init__(self, sess):
        self.sess = sess
        self.build()

    def build(self):
        self.x = tf.placeholder(tf.float32, [None, 32, 32, 3])
        self.z = tf.placeholder(tf.float32, [None, Z_DIM])
        self.c = tf.placeholder(tf.float32, [None, C_DIM])
        self.G = generator(tf.concat([self.z, self.c], 1))
        self.D_real, self.real_logit = discriminator(self.x)
        self.D_fake, self.fake_logit = discriminator(self.G, reuse=True)
        self.q = q_net(self.G, C_DIM)

        if FLAGS.loss == 'minimax':
            self.d_loss = -tf.reduce_mean(tf.log(self.D_real) + tf.log(1. - self.D_fake))  #@ unstable bce-after-sigmoid across
            self.g_loss = tf.reduce_mean(tf.log(1. - self.D_fake))  #@ unstable log-of-sigmoid across
        elif FLAGS.loss == 'nonsat':
            self.d_loss = -tf.reduce_mean(tf.log(self.D_real + TINY) + tf.log(1. - self.D_fake + TINY))  #@ unstable log-eps-hack across
            self.g_loss = -tf.reduce_mean(tf.log(self.D_fake + TINY))  #@ unstable log-eps-hack across
        else:
            bce = tf.nn.sigmoid_cross_entropy_with_logits
            self.d_loss = tf.reduce_mean(
                bce(logits=self.real_logit, labels=tf.ones_like(self.real_logit) * 0.9) +  #@ stable bce-after-sigmoid
                bce(logits=self.fake_logit, labels=tf.zeros_like(self.fake_logit)))
            self.g_loss = tf.reduce_mean(
                tf.nn.sigmoid_cross_entropy_with_logits(logits=self.D_fake, labels=tf.ones_like(self.D_fake)))  #@ unstable softmax-before-ce across
        self.q_loss = tf.reduce_mean(-tf.reduce_sum(tf.log(self.q + TINY) * self.c, 1))  #@ unstable log-eps-hack across

        t_vars = tf.trainable_variables()
        d_vars = [v for v in t_vars if v.name.startswith('disc')]
        g_vars = [v for v in t_vars if v.name.startswith('gen')]
        q_vars = [v for v in t_vars if v.name.startswith('q')]
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
            opt = lambda: tf.train.AdamOptimizer(FLAGS.learning_rate, beta1=0.5)
            self.d_optim = opt().minimize(self.d_loss, var_list=d_vars)
            self.g_optim = opt().minimize(self.g_loss, var_list=g_vars)
            self.q_optim = opt().minimize(self.q_loss, var_list=g_vars + q_vars)

    def sample_codes(self, n):
        z = np.random.uniform(-1, 1, (n, Z_DIM))
        c = np.eye(C_DIM)[np.random.randint(0, C_DIM, n)]
        return z, c

    def train(self, data):
        self.sess.run(tf.global_variables_initializer())
        bs = FLAGS.batch_size
        for epoch in range(FLAGS.epoch):
            np.random.shuffle(data)
            for i in range(len(data) // bs):
                z, c = self.sample_codes(bs)
                feed = {self.x: data[i * bs:(i + 1) * bs], self.z: z, self.c: c}
                _, dl = self.sess.run([self.d_optim, self.d_loss], feed)
                _, gl = self.sess.run([self.g_optim, self.g_loss], feed)
                _, ql = self.sess.run([self.q_optim, self.q_loss], feed)
            print('[%2d] d_loss %.6f g_loss %.6f q_loss %.6f' % (epoch, dl, gl, ql))


def inception_score(preds, splits=10):
    """preds: class probabilities of the Inception network, from a .npy file"""
    scores = []
    for part in np.array_split(preds, splits):
        kl = part * (np.log(part) - np.log(np.expand_dims(np.mean(part, 0), 0)))
        scores.append(np.exp(np.mean(np.sum(kl, 1))))  #@ stable other
    return np.mean(scores), np.std(scores)


def main(_):
    if not os.path.exists('checkpoint'):
        os.makedirs('checkpoint')
    with tf.Session() as sess:
        InfoGAN(sess).train(np.load(FLAGS.data))


if __name__ == '__main__':
    tf.app.run()
