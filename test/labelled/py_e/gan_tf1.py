# Vanilla GAN on MNIST, TensorFlow 1.x
from __future__ import print_function, division

import os

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

flags = tf.app.flags
flags.DEFINE_integer('z_dim', 100, 'noise dim')
flags.DEFINE_integer('batch', 128, 'batch size')
flags.DEFINE_integer('iters', 100000, 'iterations')
flags.DEFINE_string('mode', 'minimax', 'minimax | logits | wgan')
FLAGS = flags.FLAGS


def xavier(shape):
    return tf.random_normal(shape, stddev=1. / tf.sqrt(shape[0] / 2.))


X = tf.placeholder(tf.float32, [None, 784])
Z = tf.placeholder(tf.float32, [None, 100])

D_W1 = tf.Variable(xavier([784, 128]))
D_b1 = tf.Variable(tf.zeros([128]))
D_W2 = tf.Variable(xavier([128, 1]))
D_b2 = tf.Variable(tf.zeros([1]))
theta_D = [D_W1, D_W2, D_b1, D_b2]

G_W1 = tf.Variable(xavier([100, 128]))
G_b1 = tf.Variable(tf.zeros([128]))
G_W2 = tf.Variable(xavier([128, 784]))
G_b2 = tf.Variable(tf.zeros([784]))
theta_G = [G_W1, G_W2, G_b1, G_b2]


def generator(z):
    h = tf.nn.relu(tf.matmul(z, G_W1) + G_b1)
    return tf.nn.sigmoid(tf.matmul(h, G_W2) + G_b2)


def discriminator(x):
    h = tf.nn.relu(tf.matmul(x, D_W1) + D_b1)
    logit = tf.matmul(h, D_W2) + D_b2
    return tf.nn.sigmoid(logit), logit


G = generator(Z)
D_real, D_logit_real = discriminator(X)
D_fake, D_logit_fake = discriminator(G)

if FLAGS.mode == 'minimax':
    D_loss = -tf.reduce_mean(tf.log(D_real) + tf.log(1. - D_fake))  #@ unstable bce-after-sigmoid across
    G_loss = -tf.reduce_mean(tf.log(D_fake))  #@ unstable bce-after-sigmoid across
elif FLAGS.mode == 'logits':
    xent = tf.nn.sigmoid_cross_entropy_with_logits
    D_loss = tf.reduce_mean(xent(logits=D_logit_real, labels=tf.ones_like(D_logit_real)))  #@ stable softmax-before-ce
    D_loss += tf.reduce_mean(xent(logits=D_logit_fake, labels=tf.zeros_like(D_logit_fake)))  #@ stable softmax-before-ce
    G_loss = tf.reduce_mean(xent(logits=D_fake, labels=tf.ones_like(D_fake)))  #@ unstable softmax-before-ce across
else:
    D_loss = tf.reduce_mean(D_logit_fake) - tf.reduce_mean(D_logit_real)
    G_loss = -tf.reduce_mean(D_logit_fake)

D_solver = tf.train.AdamOptimizer().minimize(D_loss, var_list=theta_D)
G_solver = tf.train.AdamOptimizer().minimize(G_loss, var_list=theta_G)


def sample_z(m, n):
    return np.random.uniform(-1., 1., size=[m, n])


def main(_):
    mnist = input_data.read_data_sets('MNIST_data', one_hot=True)
    if not os.path.exists('out'):
        os.makedirs('out')
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for it in range(FLAGS.iters):
            xb, _ = mnist.train.next_batch(FLAGS.batch)
            _, dl = sess.run([D_solver, D_loss], {X: xb, Z: sample_z(FLAGS.batch, FLAGS.z_dim)})
            _, gl = sess.run([G_solver, G_loss], {Z: sample_z(FLAGS.batch, FLAGS.z_dim)})
            if it % 1000 == 0:
                print('Iter: {}  D: {:.4}  G: {:.4}'.format(it, dl, gl))
                np.save('out/%06d.npy' % it, sess.run(G, {Z: sample_z(16, FLAGS.z_dim)}))


if __name__ == '__main__':
    tf.app.run()
