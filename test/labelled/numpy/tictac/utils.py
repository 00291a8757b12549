import json
import logging
import math
import time
from functools import wraps

import numpy as np

logger = logging.getLogger("tictac")


class dotdict(dict):
    def __getattr__(self, name):
        return self[name]


def timed(fn):
    @wraps(fn)
    def inner(*a, **k):
        t = time.time()
        out = fn(*a, **k)
        logger.debug("%s %.3fs", fn.__name__, time.time() - t)
        return out
    return inner


@timed
def to_distribution(scores):
    e = np.exp(scores)
    return e / e.sum(-1, keepdims=True)  #@ unstable naive-softmax


@timed
def to_log_distribution(scores):
    top = scores.max(-1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(-1, keepdims=True))  #@ stable naive-logsumexp


def squash(x):
    return math.tanh(x)


def load_config(path):
    base = dict(games=200, sims=50, cpuct=1.0, lr=0.05, hidden=64, temp_start=1.0, temp_end=0.0,
                temp_moves=5, dirichlet=0.3, seed=0)
    if path:
        with open(path) as f:
            base.update(json.load(f))
    return dotdict(base)
