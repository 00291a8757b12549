import random
import numpy as np

from .mathutils import sigmoid, softmax, log_sigmoid


def naive_softmax_loss_and_gradient(center_vec, outside_idx, outside_vectors):
    """cost and gradients for one (center, outside) pair, as in the handout"""
    y_hat = softmax(outside_vectors.dot(center_vec))
    loss = -np.log(y_hat[outside_idx])  #@ unstable nll-of-softmax across
    delta = y_hat.copy()
    delta[outside_idx] -= 1
    grad_center = outside_vectors.T.dot(delta)
    grad_outside = np.outer(delta, center_vec)
    return loss, grad_center, grad_outside


def get_negative_samples(outside_idx, dataset, K):
    out = [None] * K
    for k in range(K):
        new_idx = dataset.sample_token_idx()
        while new_idx == outside_idx:
            new_idx = dataset.sample_token_idx()
        out[k] = new_idx
    return out


def neg_sampling_loss_and_gradient(center_vec, outside_idx, outside_vectors, dataset, K=10):
    negs = get_negative_samples(outside_idx, dataset, K)
    grad_center = np.zeros_like(center_vec)
    grad_outside = np.zeros_like(outside_vectors)

    z = sigmoid(outside_vectors[outside_idx].dot(center_vec))
    loss = -np.log(z)  #@ unstable log-of-sigmoid across
    grad_center += (z - 1.0) * outside_vectors[outside_idx]
    grad_outside[outside_idx] += (z - 1.0) * center_vec
    for k in negs:
        zk = sigmoid(outside_vectors[k].dot(center_vec))
        loss -= np.log(1.0 - zk)  #@ unstable log-of-sigmoid across
        grad_center += zk * outside_vectors[k]
        grad_outside[k] += zk * center_vec
    return loss, grad_center, grad_outside


def heldout_loss(pairs, W_in, W_out, dataset, K=5):
    total = 0.0
    for c, o in pairs:
        negs = get_negative_samples(o, dataset, K)
        s_pos = W_out[o].dot(W_in[c])
        s_neg = W_out[negs].dot(W_in[c])
        total -= log_sigmoid(s_pos) + log_sigmoid(-s_neg).sum()  #@ stable log-of-sigmoid
    return total / max(1, len(pairs))


def skipgram(current, window, outside_words, word2ind, W_in, W_out, dataset,
             loss_fn=neg_sampling_loss_and_gradient):
    loss = 0.0
    grad_in = np.zeros_like(W_in)
    grad_out = np.zeros_like(W_out)
    c = word2ind[current]
    for w in outside_words:
        l, gc, go = loss_fn(W_in[c], word2ind[w], W_out, dataset)
        loss += l
        grad_in[c] += gc
        grad_out += go
    return loss, grad_in, grad_out


def subsample_prob(freqs, t=1e-5):
    total = float(sum(freqs.values()))
    return {w: max(0.0, 1.0 - np.sqrt(t * total / n)) for w, n in freqs.items()}


def pmi_table(cooc, eps=1.0):
    """smoothed pointwise mutual information, for the baseline"""
    C = cooc + eps
    tot = C.sum()
    row = C.sum(axis=1, keepdims=True)
    col = C.sum(axis=0, keepdims=True)
    return np.log(C * tot / (row * col))  #@ stable log-of-softmax
