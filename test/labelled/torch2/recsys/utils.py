import math
import random

import numpy as np
import torch


def set_seed(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x))  #@ unstable naive-sigmoid


def safe_sigmoid(x):
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))  #@ stable naive-sigmoid
    e = math.exp(x)
    return e / (1.0 + e)  #@ stable naive-sigmoid


def ndcg_at_k(ranked, relevant, k=10):
    dcg = sum(1.0 / math.log2(i + 2) for i, it in enumerate(ranked[:k]) if it in relevant)  #@ stable other
    idcg = sum(1.0 / math.log2(i + 2) for i in range(min(k, len(relevant))))  #@ stable other
    return dcg / idcg if idcg else 0.0


def popularity_weights(counts, power=0.75):
    w = np.log1p(counts) ** power  #@ stable naive-softplus
    return w / w.sum()
