import numpy as np
from random import shuffle


def softmax_loss_naive(W, X, y, reg):
    """
    Softmax loss function, naive implementation (with loops)

    Inputs have dimension D, there are C classes, and we operate on minibatches
    of N examples.

    Inputs:
    - W: A numpy array of shape (D, C) containing weights.
    - X: A numpy array of shape (N, D) containing a minibatch of data.
    - y: A numpy array of shape (N,) containing training labels
    - reg: (float) regularization strength
    """
    loss = 0.0
    dW = np.zeros_like(W)
    num_train = X.shape[0]
    num_classes = W.shape[1]

    for i in range(num_train):
        scores = X[i].dot(W)
        correct_class_score = scores[y[i]]
        exp_sum = 0.0
        for j in range(num_classes):
            exp_sum += np.exp(scores[j])
        loss += -correct_class_score + np.log(exp_sum)  #@ unstable naive-logsumexp
        for j in range(num_classes):
            p = np.exp(scores[j]) / exp_sum  #@ unstable naive-softmax
            if j == y[i]:
                dW[:, j] += (p - 1) * X[i]
            else:
                dW[:, j] += p * X[i]

    loss /= num_train
    loss += reg * np.sum(W * W)
    dW = dW / num_train + 2 * reg * W
    return loss, dW


def softmax_loss_vectorized(W, X, y, reg):
    """Softmax loss function, vectorized version."""
    num_train = X.shape[0]
    scores = X.dot(W)
    scores -= np.max(scores, axis=1, keepdims=True)
    exp_scores = np.exp(scores)
    row_sums = exp_scores.sum(axis=1, keepdims=True)
    probs = exp_scores / row_sums  #@ stable naive-softmax
    # shifted score of the right class minus log of the normalizer
    correct = scores[np.arange(num_train), y]
    loss = np.mean(np.log(row_sums[:, 0]) - correct)  #@ stable naive-logsumexp
    loss += reg * np.sum(W * W)

    dscores = probs
    dscores[np.arange(num_train), y] -= 1
    dW = X.T.dot(dscores) / num_train + 2 * reg * W
    return loss, dW
