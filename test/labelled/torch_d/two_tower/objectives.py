import torch
import torch.nn.functional as F


def in_batch(u, v, tau=0.05):
    sim = u @ v.t() / tau
    e = sim.exp()
    return -(e.diag() / e.sum(1)).log().mean()  #@ stable naive-softmax


def in_batch_dot(u, v):
    e = torch.exp(u @ v.t())
    p = e / e.sum(1, keepdim=True)  #@ unstable naive-softmax across
    return -torch.log(torch.diagonal(p)).mean()  #@ unstable nll-of-softmax


def ctr_loss(p, y):
    return -(y * torch.log(p + 1e-7) + (1 - y) * torch.log(1 - p + 1e-7)).mean()  #@ unstable log-eps-hack across


def ctr_loss_lib(p, y):
    return F.binary_cross_entropy_with_logits(p, y)  #@ unstable softmax-before-ce across


def bpr(pos, neg):
    return -(pos - neg).sigmoid().log().mean()  #@ unstable log-of-sigmoid


def ranknet(s_i, s_j):
    return torch.log(1 + torch.exp(-(s_i - s_j))).mean()  #@ unstable naive-softplus


def lambda_rank(scores, gains):
    diff = scores[:, None] - scores[None]
    order = scores.argsort(descending=True).argsort()
    disc = 1 / torch.log2(order.float() + 2)  #@ stable other
    delta = (gains[:, None] - gains[None]).abs() * (disc[:, None] - disc[None]).abs()
    return (delta * F.softplus(-diff) * (gains[:, None] > gains[None])).sum()  #@ stable naive-softplus


def listnet(scores, gains):
    return -(gains.softmax(-1) * F.log_softmax(scores, -1)).sum(-1).mean()  #@ stable log-of-softmax


def listmle(sorted_scores, eps=1e-10):
    ex = sorted_scores.exp()
    cum = ex.flip(-1).cumsum(-1).flip(-1)
    return (torch.log(cum + eps) - sorted_scores).sum(-1).mean()  #@ unstable naive-logsumexp


def listmle_cum(sorted_scores):
    lse = torch.logcumsumexp(sorted_scores.flip(-1), -1).flip(-1)  #@ stable naive-logsumexp
    return (lse - sorted_scores).sum(-1).mean()
