# -*- coding: utf-8 -*-
""" seq2seq with Bahdanau attention, tensorflow 1.4, graph mode """
import logging
import numpy as np
import tensorflow as tf

logger = logging.getLogger('nmt')


class Config(object):
    src_vocab = 30000
    tgt_vocab = 30000
    dim = 256
    batch = 64
    keep = 0.8
    max_len = 50
    lr = 1e-3
    clip = 5.0
    use_fp16 = True


class Seq2Seq(object):
    def __init__(self, cfg):
        self.cfg = cfg
        self.src = tf.placeholder(tf.int32, [None, None], 'src')
        self.src_len = tf.placeholder(tf.int32, [None], 'src_len')
        self.tgt_in = tf.placeholder(tf.int32, [None, None])
        self.tgt_out = tf.placeholder(tf.int32, [None, None])
        self.tgt_mask = tf.placeholder(tf.float32, [None, None])
        self._encode()
        self._decode()
        self._loss()

    def _encode(self):
        with tf.variable_scope('encoder'):
            E = tf.get_variable('E', [self.cfg.src_vocab, self.cfg.dim])
            cell = tf.nn.rnn_cell.GRUCell(self.cfg.dim)
            self.enc, self.enc_state = tf.nn.dynamic_rnn(cell, tf.nn.embedding_lookup(E, self.src), self.src_len, dtype=tf.float32)

    def _attention(self, dec):
        q = tf.layers.dense(dec, self.cfg.dim, use_bias=False)[:, :, None]
        k = tf.layers.dense(self.enc, self.cfg.dim, use_bias=False)[:, None]
        e = tf.squeeze(tf.layers.dense(tf.tanh(q + k), 1, use_bias=False), -1)
        mask = tf.sequence_mask(self.src_len, dtype=tf.float32)[:, None]
        w = tf.exp(e) * mask
        w = w / tf.reduce_sum(w, -1, keep_dims=True)  #@ unstable naive-softmax
        return tf.matmul(w, self.enc)

    def _attention_fp16(self, dec):
        e = tf.matmul(tf.cast(dec, tf.float16), tf.cast(self.enc, tf.float16), transpose_b=True)
        mask = tf.sequence_mask(self.src_len, dtype=tf.float16)[:, None]
        e = e * mask + (1 - mask) * -1e9  #@ unstable mask-constant
        return tf.matmul(tf.cast(tf.nn.softmax(e), tf.float32), self.enc)

    def _decode(self):
        with tf.variable_scope('decoder'):
            E = tf.get_variable('E', [self.cfg.tgt_vocab, self.cfg.dim])
            cell = tf.nn.rnn_cell.GRUCell(self.cfg.dim)
            dec, _ = tf.nn.dynamic_rnn(cell, tf.nn.embedding_lookup(E, self.tgt_in), initial_state=self.enc_state)
            ctx = self._attention_fp16(dec) if self.cfg.use_fp16 else self._attention(dec)
            h = tf.layers.dense(tf.concat([dec, ctx], -1), self.cfg.dim, tf.tanh)
            self.logits = tf.layers.dense(h, self.cfg.tgt_vocab)
            self.probs = tf.nn.softmax(self.logits)

    def _loss(self):
        xent = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=self.tgt_out, logits=self.logits)  #@ stable softmax-before-ce
        self.loss = tf.reduce_sum(xent * self.tgt_mask) / tf.reduce_sum(self.tgt_mask)
        onehot = tf.one_hot(self.tgt_out, self.cfg.tgt_vocab)
        self.nll = -tf.reduce_sum(onehot * tf.log(self.probs), -1)  #@ unstable nll-of-softmax across
        smooth = onehot * 0.9 + 0.1 / self.cfg.tgt_vocab
        self.smoothed = tf.nn.softmax_cross_entropy_with_logits(labels=smooth, logits=self.probs)  #@ unstable softmax-before-ce across
        params = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(self.loss + tf.reduce_mean(self.smoothed), params), self.cfg.clip)
        self.step = tf.Variable(0, trainable=False)
        lr = tf.train.exponential_decay(self.cfg.lr, self.step, 10000, 0.9)
        self.train_op = tf.train.AdamOptimizer(lr).apply_gradients(zip(grads, params), self.step)


def bleu(matches, totals, c, r):
    if min(matches) == 0:
        return 0.0
    logp = sum(np.log(float(m) / t) for m, t in zip(matches, totals)) / len(matches)  #@ stable other
    bp = 1.0 if c > r else np.exp(1 - float(r) / c)  #@ stable other
    return bp * np.exp(logp)


def beam(sess, model, src, k=5):
    beams = [([1], 0.0)]
    for _ in range(model.cfg.max_len):
        cand = []
        for seq, sc in beams:
            p = sess.run(model.probs, {model.src: [src], model.src_len: [len(src)], model.tgt_in: [seq]})[0, -1]
            for w in np.argsort(-p)[:k]:
                cand.append((seq + [w], sc + np.log(p[w])))  #@ unstable nll-of-softmax across
        beams = sorted(cand, key=lambda b: -b[1])[:k]
    return beams[0]


def train(batches):
    cfg = Config()
    model = Seq2Seq(cfg)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i, feed in enumerate(batches):
            loss, _ = sess.run([model.loss, model.train_op], feed)
            if i % 100 == 0:
                logger.info('step %d ppl %.2f', i, np.exp(loss))  #@ stable other
