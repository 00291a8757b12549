import math
import torch
from torch import nn
import torch.nn.functional as F
from .sampling import gumbel_softmax


class CatVAE(nn.Module):
    def __init__(self, N=30, K=10):
        super().__init__()
        self.N, self.K = N, K
        self.enc = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, N * K))
        self.dec = nn.Sequential(nn.Linear(N * K, 256), nn.ReLU(), nn.Linear(256, 784), nn.Sigmoid())

    def forward(self, x, temp):
        q = self.enc(x.view(-1, 784)).view(-1, self.N, self.K)
        z = gumbel_softmax(q, temp)
        return self.dec(z.flatten(1)), F.softmax(q, -1), q


def kl_cat(qy, K):
    log_ratio = torch.log(qy * K + 1e-20)
    return (qy * log_ratio).sum((-1, -2)).mean()


def kl_cat_logits(q, K):
    lq = F.log_softmax(q, -1)
    return (lq.exp() * (lq + math.log(K))).sum((-1, -2)).mean()  #@ stable log-of-softmax


def kl_cat_plain(qy, K):
    return (qy * torch.log(qy * K)).sum((-1, -2)).mean()  #@ unstable log-of-softmax across
