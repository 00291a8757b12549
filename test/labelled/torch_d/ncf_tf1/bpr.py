import tensorflow as tf


def bpr_loss(pos, neg, kind='logsig'):
    diff = pos - neg
    if kind == 'logsig':
        return -tf.reduce_mean(tf.log(tf.sigmoid(diff)))  #@ unstable log-of-sigmoid
    elif kind == 'eps':
        return -tf.reduce_mean(tf.log(tf.nn.sigmoid(diff) + 1e-10))  #@ unstable log-eps-hack
    elif kind == 'softplus':
        return tf.reduce_mean(tf.nn.softplus(-diff))  #@ stable naive-softplus
    return tf.reduce_mean(tf.log(1.0 + tf.exp(-diff)))  #@ unstable naive-softplus


def sampled_softmax_loss(user_vec, item_emb, pos_idx, tau=0.1):
    u = tf.nn.l2_normalize(user_vec, 1)
    v = tf.nn.l2_normalize(item_emb, 1)
    logits = tf.matmul(u, v, transpose_b=True) / tf.constant(tau)
    e = tf.exp(logits)  #@ stable naive-softmax
    pos = tf.reduce_sum(e * tf.one_hot(pos_idx, tf.shape(v)[0]), 1)
    return -tf.reduce_mean(tf.log(pos / tf.reduce_sum(e, 1)))  #@ stable naive-logsumexp


def popularity_weight(counts, power=0.5):
    w = tf.pow(tf.cast(counts, tf.float32), power)
    return tf.log(w + 1.0)  #@ stable other


def dssm_loss(query, docs, gamma=10.0):
    """First column of docs is the clicked one."""
    score = gamma * tf.reduce_sum(tf.expand_dims(query, 1) * docs, 2)
    expd = tf.exp(score)
    prob = expd[:, 0] / tf.reduce_sum(expd, 1)  #@ unstable naive-softmax
    return -tf.reduce_sum(tf.log(prob))  #@ unstable nll-of-softmax


def listwise(scores, labels):
    p = tf.nn.softmax(scores)
    t = tf.nn.softmax(labels)
    return -tf.reduce_mean(tf.reduce_sum(t * tf.log(p), 1))  #@ unstable log-of-softmax


def warp_weight(rank):
    return tf.log(1.0 + tf.cast(rank, tf.float32))  #@ stable other
