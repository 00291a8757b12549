import numpy as np


def frame_posteriors(acts):
    """acts: (T, C) raw network output"""
    m = acts.max(1)[:, None]
    e = np.exp(acts - m)  #@ stable naive-softmax
    return e / e.sum(1)[:, None]


def frame_posteriors_T(acts):
    # column major, (C, T)
    e = np.exp(acts - acts.mean(axis=0))  #@ unstable wrong-shift
    return e / e.sum(axis=0)


def mel(f):
    return 2595 * np.log10(1 + f / 700.)


def log_mel(power):
    return np.log(np.maximum(power, 1e-10))  #@ stable log-eps-hack
