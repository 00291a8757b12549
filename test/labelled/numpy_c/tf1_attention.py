"""seq2seq decoder attention, TF 1.x"""
import tensorflow as tf


class AttentionDecoder(object):
    def __init__(self, hparams, mode='train'):
        self.hp = hparams
        self.mode = mode
        self.cell = tf.nn.rnn_cell.GRUCell(hparams.hidden)

    def attend(self, query, keys, enc_mask):
        with tf.variable_scope('bahdanau', reuse=tf.AUTO_REUSE):
            q = tf.layers.dense(query, self.hp.attn, use_bias=False, name='q')
            k = tf.layers.dense(keys, self.hp.attn, name='k')
            v = tf.get_variable('v', [self.hp.attn])
            e = tf.reduce_sum(v * tf.tanh(tf.expand_dims(q, 1) + k), [2])
            a = tf.exp(e) * enc_mask
            a = a / tf.reduce_sum(a, axis=1, keep_dims=True)  #@ unstable naive-softmax
            return tf.reduce_sum(tf.expand_dims(a, 2) * keys, 1), a

    def attend_masked(self, query, keys, enc_len):
        scores = tf.squeeze(tf.matmul(keys, tf.expand_dims(query, 2)), 2)
        mask = tf.sequence_mask(enc_len, tf.shape(keys)[1])
        paddings = tf.ones_like(scores) * (-2 ** 32 + 1)
        scores = tf.where(mask, scores, paddings)
        return tf.nn.softmax(scores)  #@ stable mask-constant

    def decode(self, enc, enc_mask, dec_in, targets, dec_mask):
        state = tf.reduce_mean(enc, 1)
        losses, cov_losses = [], []
        coverage = tf.zeros_like(enc_mask)
        emb = tf.get_variable('emb', [self.hp.vocab, self.hp.hidden])
        W = tf.get_variable('proj', [self.hp.hidden * 2, self.hp.vocab])
        batch_nums = tf.range(0, limit=self.hp.batch_size)
        for t, inp in enumerate(tf.unstack(dec_in, axis=1)):
            out, state = self.cell(tf.nn.embedding_lookup(emb, inp), state)
            ctx, attn = self.attend(state, enc, enc_mask)
            cov_losses.append(tf.reduce_sum(tf.minimum(attn, coverage), 1))
            coverage += attn
            logits = tf.matmul(tf.concat([out, ctx], 1), W)
            vocab_dist = tf.nn.softmax(logits)
            p_gen = tf.sigmoid(tf.layers.dense(tf.concat([ctx, state], 1), 1))
            vocab_dist = p_gen * vocab_dist
            idx = tf.stack((batch_nums, targets[:, t]), axis=1)
            gold = tf.gather_nd(vocab_dist, idx)
            losses.append(-tf.log(gold) * dec_mask[:, t])  #@ unstable nll-of-softmax
        loss = tf.add_n(losses) / tf.reduce_sum(dec_mask, 1)
        return tf.reduce_mean(loss), tf.reduce_mean(tf.add_n(cov_losses))

    def simple_loss(self, logits, targets, weights):
        ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=targets, logits=logits)  #@ stable softmax-before-ce
        return tf.reduce_sum(ce * weights) / (tf.reduce_sum(weights) + 1e-12)

    def beam_scores(self, logits, k):
        probs = tf.nn.softmax(logits)
        top, ids = tf.nn.top_k(probs, k)
        return tf.log(top), ids  #@ unstable log-of-softmax

    def rerank(self, logits, k):
        logp = tf.nn.log_softmax(logits)  #@ stable log-of-softmax
        return tf.nn.top_k(logp, k)


class A3CNetwork(object):
    def __init__(self, n_actions, scope, trainer=None):
        with tf.variable_scope(scope):
            self.inputs = tf.placeholder(tf.float32, [None, 84, 84, 4])
            h = tf.layers.conv2d(self.inputs, 16, 8, 4, activation=tf.nn.elu)
            h = tf.layers.conv2d(h, 32, 4, 2, activation=tf.nn.elu)
            h = tf.layers.dense(tf.layers.flatten(h), 256, activation=tf.nn.elu)
            self.policy = tf.layers.dense(h, n_actions, activation=tf.nn.softmax)
            self.value = tf.layers.dense(h, 1)
            if trainer is not None:
                self.build_loss(n_actions, trainer)

    def build_loss(self, n_actions, trainer, beta=0.01):
        self.actions = tf.placeholder(tf.int32, [None])
        self.target_v = tf.placeholder(tf.float32, [None])
        self.adv = tf.placeholder(tf.float32, [None])
        onehot = tf.one_hot(self.actions, n_actions, dtype=tf.float32)
        self.resp = tf.reduce_sum(self.policy * onehot, [1])
        self.value_loss = 0.5 * tf.reduce_sum(tf.square(self.target_v - tf.reshape(self.value, [-1])))
        self.entropy = -tf.reduce_sum(self.policy * tf.log(self.policy))  #@ unstable log-of-softmax across
        self.policy_loss = -tf.reduce_sum(tf.log(self.resp) * self.adv)  #@ unstable nll-of-softmax across
        self.loss = 0.5 * self.value_loss + self.policy_loss - beta * self.entropy
        self.train_op = trainer.minimize(self.loss)
