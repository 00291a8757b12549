import math

import numpy as np


def logit(p):
    return math.log(p / (1.0 - p))


def act_sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))  #@ unstable naive-sigmoid


def act_sigmoid_arr(x: np.ndarray) -> np.ndarray:
    t = np.exp(-np.abs(x))  #@ stable naive-sigmoid
    return np.where(x >= 0, 1 / (1 + t), t / (1 + t))  #@ stable naive-sigmoid


def shift_exp(x, axis=-1):
    return np.exp(x - np.max(x, axis=axis, keepdims=True))  #@ stable naive-softmax


def plain_exp(x, axis=-1):
    return np.exp(x)


TRANSFORMS = {"shift": shift_exp, "plain": plain_exp}


def as_probs(weights, axis=-1):
    return weights / np.sum(weights, axis=axis, keepdims=True)


def dcg(rels):
    return sum((2 ** r - 1) / math.log2(i + 2) for i, r in enumerate(rels))  #@ stable other


def decay(days, tau=30.0):
    return math.exp(-days / tau)  #@ stable other


def confidence(counts, alpha=40.0, eps=1e-8):
    return 1 + alpha * np.log(1 + counts / eps)  #@ stable naive-softplus
