import torch
import torch.nn.functional as F


def bpr(pos, neg):
    return -(pos - neg).sigmoid().log().mean()  #@ unstable log-of-sigmoid


def bpr_sp(pos, neg):
    return F.softplus(neg - pos).mean()  #@ stable naive-softplus


def bpr_gamma(pos, neg, gamma=1e-10):
    return -torch.log(gamma + torch.sigmoid(pos - neg)).mean()  #@ unstable log-eps-hack


def pointwise(p, y):
    return F.binary_cross_entropy(p, y)  #@ unstable bce-after-sigmoid across


def multinomial_nll(p, x):
    return -(x * torch.log(p)).sum(-1).mean()  #@ unstable nll-of-softmax across


def multinomial_nll_scores(scores, x):
    return -(x * torch.log(torch.softmax(scores, -1))).sum(-1).mean()  #@ unstable log-of-softmax


def ndcg_discount(n):
    return 1 / torch.log2(torch.arange(n).float() + 2)
