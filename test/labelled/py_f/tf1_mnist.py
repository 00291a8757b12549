import os
import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_float('lr', 0.5, 'learning rate')
tf.app.flags.DEFINE_integer('steps', 1000, 'training steps')
tf.app.flags.DEFINE_string('data_dir', '/tmp/mnist', '')
tf.app.flags.DEFINE_string('loss', 'naive', 'naive|clip|xent|double')

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '2'


def weight_variable(shape):
  return tf.Variable(tf.truncated_normal(shape, stddev=0.1))


def inference(x):
  W1 = weight_variable([784, 300])
  b1 = tf.Variable(tf.zeros([300]))
  h = tf.nn.relu(tf.matmul(x, W1) + b1)
  W2 = weight_variable([300, 10])
  b2 = tf.Variable(tf.zeros([10]))
  return tf.matmul(h, W2) + b2


def softmax_tutorial():
  x = tf.placeholder(tf.float32, [None, 784])
  y_ = tf.placeholder(tf.float32, [None, 10])
  W = tf.Variable(tf.zeros([784, 10]))
  b = tf.Variable(tf.zeros([10]))
  y = tf.nn.softmax(tf.matmul(x, W) + b)
  cross_entropy = tf.reduce_mean(-tf.reduce_sum(y_ * tf.log(y), reduction_indices=[1]))  #@ unstable nll-of-softmax
  return x, y_, y, tf.train.GradientDescentOptimizer(FLAGS.lr).minimize(cross_entropy)


def build():
  x = tf.placeholder(tf.float32, [None, 784], name='x')
  y_ = tf.placeholder(tf.float32, [None, 10], name='y')
  logits = inference(x)
  pred = tf.nn.softmax(logits, name='pred')
  if FLAGS.loss == 'clip':
    loss = -tf.reduce_sum(y_ * tf.log(tf.clip_by_value(pred, 1e-10, 1.0)))  #@ unstable log-eps-hack
  elif FLAGS.loss == 'xent':
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y_, logits=logits))  #@ stable softmax-before-ce
  elif FLAGS.loss == 'double':
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels=y_, logits=pred))  #@ unstable softmax-before-ce
  else:
    loss = -tf.reduce_sum(y_ * tf.nn.log_softmax(logits))  #@ stable log-of-softmax
  correct = tf.equal(tf.argmax(pred, 1), tf.argmax(y_, 1))
  acc = tf.reduce_mean(tf.cast(correct, tf.float32))
  gs = tf.train.get_or_create_global_step()
  lr = tf.train.exponential_decay(FLAGS.lr, gs, 1000, 0.96)
  train_op = tf.train.GradientDescentOptimizer(lr).minimize(loss, global_step=gs)
  tf.summary.histogram('log_w', tf.log1p(tf.abs(logits)))  #@ stable other
  return x, y_, train_op, acc, loss


def binary_head(h, labels):
  z = tf.layers.dense(h, 1)
  p = tf.nn.sigmoid(z)
  good = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=z)  #@ stable bce-after-sigmoid
  tf.summary.scalar('p', tf.reduce_mean(p))
  bad = tf.losses.log_loss(labels, p)  #@ unstable bce-after-sigmoid
  return tf.reduce_mean(good), bad


def main(_):
  mnist = input_data.read_data_sets(FLAGS.data_dir, one_hot=True)
  x, y_, train_op, acc, loss = build()
  with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(FLAGS.steps):
      xs, ys = mnist.train.next_batch(100)
      _, l = sess.run([train_op, loss], feed_dict={x: xs, y_: ys})
      if i % 100 == 0:
        print(i, l, sess.run(acc, feed_dict={x: mnist.test.images, y_: mnist.test.labels}))


if __name__ == '__main__':
  tf.app.run()
