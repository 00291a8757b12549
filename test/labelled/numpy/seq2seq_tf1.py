# TensorFlow 1.x
import math
import sys

import numpy as np
import tensorflow as tf

tf.flags.DEFINE_integer("hidden", 256, "")
tf.flags.DEFINE_integer("vocab", 8000, "")
tf.flags.DEFINE_integer("batch", 32, "")
tf.flags.DEFINE_integer("maxlen", 40, "")
tf.flags.DEFINE_integer("attn_dim", 128, "")
FLAGS = tf.flags.FLAGS

PAD, GO, EOS = 0, 1, 2


class Seq2Seq(object):
    def __init__(self, vocab, hidden, maxlen, use_sampled=False):
        self.vocab, self.hidden, self.maxlen = vocab, hidden, maxlen
        self.src = tf.placeholder(tf.int32, [None, maxlen], "src")
        self.tgt = tf.placeholder(tf.int32, [None, maxlen], "tgt")
        self.keep = tf.placeholder_with_default(1.0, [])
        self.emb = tf.get_variable("emb", [vocab, hidden])
        self.src_mask = tf.to_float(tf.not_equal(self.src, PAD))
        self.encode()
        self.decode()
        self.losses()

    def encode(self):
        cell = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(self.hidden), output_keep_prob=self.keep)
        x = tf.nn.embedding_lookup(self.emb, self.src)
        self.enc, self.state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)

    def attend(self, h):
        with tf.variable_scope("attend", reuse=tf.AUTO_REUSE):
            q = tf.layers.dense(h, FLAGS.attn_dim, name="q")
            k = tf.layers.dense(self.enc, FLAGS.attn_dim, name="k")
            e = tf.reduce_sum(tf.nn.tanh(q[:, None] + k) * tf.get_variable("v", [FLAGS.attn_dim]), 2)
            num = tf.exp(e) * self.src_mask
            a = num / tf.reduce_sum(num, 1, keep_dims=True)  #@ unstable naive-softmax
            return tf.reduce_sum(a[:, :, None] * self.enc, 1), a

    def attend_max(self, h):
        with tf.variable_scope("attend", reuse=tf.AUTO_REUSE):
            e = tf.einsum("bth,bh->bt", self.enc, h)
            num = tf.exp(e - tf.reduce_max(e, 1, keep_dims=True)) * self.src_mask
            return num / (tf.reduce_sum(num, 1, keep_dims=True) + 1e-9)

    def decode(self):
        cell = tf.nn.rnn_cell.GRUCell(self.hidden, name="dec")
        h, outs, self.align = self.state, [], []
        inp = tf.fill([tf.shape(self.src)[0]], GO)
        for t in range(self.maxlen):
            ctx, a = self.attend(h)
            x = tf.concat([tf.nn.embedding_lookup(self.emb, inp), ctx], 1)
            o, h = cell(x, h)
            outs.append(tf.layers.dense(o, self.vocab, name="proj", reuse=t > 0))
            self.align.append(a)
            inp = self.tgt[:, t]
        self.logits = tf.stack(outs, 1)
        self.probs = tf.nn.softmax(self.logits)

    def losses(self):
        w = tf.to_float(tf.not_equal(self.tgt, PAD))
        n = tf.reduce_sum(w)
        xent = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=self.tgt, logits=self.logits)  #@ stable softmax-before-ce
        self.loss = tf.reduce_sum(xent * w) / n
        twice = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=self.tgt, logits=self.probs)  #@ unstable softmax-before-ce across
        self.eval_loss = tf.reduce_sum(twice * w) / n
        onehot = tf.one_hot(self.tgt, self.vocab)
        ll = tf.log(tf.reduce_sum(self.probs * onehot, 2))  #@ unstable nll-of-softmax across
        self.seq_ll = tf.reduce_sum(ll * w, 1)
        conf = -tf.reduce_sum(self.probs * tf.log(tf.clip_by_value(self.probs, 1e-10, 1.0)), 2)  #@ unstable log-eps-hack across
        self.conf_penalty = tf.reduce_mean(conf)
        cov = tf.add_n(self.align)
        self.coverage = tf.reduce_sum(tf.log(tf.minimum(cov, 1.0) + 1e-6) * self.src_mask, 1)
        step = tf.train.get_or_create_global_step()
        lr = tf.train.exponential_decay(1e-3, step, 5000, 0.9)
        opt = tf.train.AdamOptimizer(lr)
        g, v = zip(*opt.compute_gradients(self.loss - 0.1 * self.conf_penalty))
        g, _ = tf.clip_by_global_norm(g, 5.0)
        self.train_op = opt.apply_gradients(zip(g, v), global_step=step)


def length_penalty(n, alpha=0.6):
    return math.exp(alpha * math.log((5.0 + n) / 6.0))  #@ stable other


def bleu(hyp, ref, n=4):
    score = 0.0
    for k in range(1, n + 1):
        h = [tuple(hyp[i:i + k]) for i in range(len(hyp) - k + 1)]
        r = [tuple(ref[i:i + k]) for i in range(len(ref) - k + 1)]
        hit = sum(min(h.count(g), r.count(g)) for g in set(h))
        score += math.log((hit + 1.0) / (len(h) + 1.0)) / n  #@ stable other
    bp = min(1.0, math.exp(1 - len(ref) / max(len(hyp), 1.0)))  #@ stable other
    return bp * math.exp(score)  #@ stable other


def batches(path):
    d = np.load(path)
    while True:
        i = np.random.randint(0, len(d["src"]), FLAGS.batch)
        yield d["src"][i], d["tgt"][i]


def main(_):
    net = Seq2Seq(FLAGS.vocab, FLAGS.hidden, FLAGS.maxlen)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i, (s, t) in enumerate(batches("pairs.npz")):
            _, l = sess.run([net.train_op, net.loss], {net.src: s, net.tgt: t, net.keep: 0.8})
            if i % 100 == 0:
                sys.stdout.write("%d loss %.3f ppl %.2f\n" % (i, l, math.exp(min(l, 20))))  #@ stable other
            if i == 50000:
                break


if __name__ == "__main__":
    tf.app.run()
