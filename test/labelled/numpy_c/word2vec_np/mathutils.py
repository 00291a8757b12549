import numpy as np
from scipy.special import expit


def sigmoid(x):
    """Compute the sigmoid function for the input here (scalar or numpy array)."""
    s = 1. / (1. + np.exp(-x))  #@ unstable naive-sigmoid
    return s


def fast_sigmoid(x):
    return expit(x)  #@ stable naive-sigmoid


def softmax(x):
    """Row-wise softmax."""
    orig_shape = x.shape
    if len(x.shape) > 1:
        tmp = np.max(x, axis=1)
        x = x - tmp.reshape((x.shape[0], 1))
        x = np.exp(x)
        tmp = np.sum(x, axis=1)
        x = x / tmp.reshape((x.shape[0], 1))  #@ stable naive-softmax
    else:
        tmp = np.max(x)
        x = x - tmp
        x = np.exp(x)
        x = x / np.sum(x)  #@ stable naive-softmax
    assert x.shape == orig_shape
    return x


def normalize_rows(x):
    N = x.shape[0]
    x = x / (np.sqrt(np.sum(x ** 2, axis=1)).reshape((N, 1)) + 1e-30)
    return x


def log_sigmoid(x):
    # min(x, 0) - log1p(exp(-|x|))
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))  #@ stable naive-softplus
