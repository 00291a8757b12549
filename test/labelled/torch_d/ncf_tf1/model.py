# -*- coding: utf-8 -*-
import tensorflow as tf


class NeuMF(object):
    def __init__(self, num_users, num_items, factors=8, layers=(64, 32, 16), reg=0.0):
        self.num_users = num_users
        self.num_items = num_items
        self.factors = factors
        self.layers = layers
        self.reg = reg
        self._placeholders()
        self._build()

    def _placeholders(self):
        self.user = tf.placeholder(tf.int32, [None], name='user')
        self.item = tf.placeholder(tf.int32, [None], name='item')
        self.label = tf.placeholder(tf.float32, [None], name='label')

    def _embed(self, name, n, d):
        return tf.get_variable(name, [n, d], initializer=tf.truncated_normal_initializer(stddev=0.01))

    def _build(self):
        pu = tf.nn.embedding_lookup(self._embed('gmf_u', self.num_users, self.factors), self.user)
        qi = tf.nn.embedding_lookup(self._embed('gmf_i', self.num_items, self.factors), self.item)
        mu = tf.nn.embedding_lookup(self._embed('mlp_u', self.num_users, self.layers[0] // 2), self.user)
        mi = tf.nn.embedding_lookup(self._embed('mlp_i', self.num_items, self.layers[0] // 2), self.item)
        h = tf.concat([mu, mi], axis=1)
        for i, n in enumerate(self.layers[1:]):
            h = tf.layers.dense(h, n, activation=tf.nn.relu, name='fc%d' % i)
        self.score = tf.squeeze(tf.layers.dense(tf.concat([pu * qi, h], 1), 1), axis=1)
        self.prediction = tf.nn.sigmoid(self.score)

    def log_loss(self):
        return -tf.reduce_mean(self.label * tf.log(self.prediction) +  #@ unstable bce-after-sigmoid across
                               (1 - self.label) * tf.log(1 - self.prediction))

    def xent(self):
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=self.label, logits=self.score))  #@ stable softmax-before-ce

    def xent_old(self):
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=self.label, logits=self.prediction)  #@ unstable softmax-before-ce across
        return tf.reduce_sum(losses)
