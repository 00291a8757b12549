import torch
import torch.nn.functional as F


def bpr(pos, neg):
    return -(pos - neg).sigmoid().log().mean()  #@ unstable log-of-sigmoid


def bpr_ls(pos, neg):
    return -F.logsigmoid(pos - neg).mean()  #@ stable log-of-sigmoid


def bpr_sp(pos, neg):
    return torch.log1p(torch.exp(neg - pos)).mean()  #@ unstable naive-softplus


def top1(pos, neg):
    return torch.mean(torch.sigmoid(neg - pos) + torch.sigmoid(neg ** 2))  #@ stable log-of-sigmoid


def bpr_max(pos, neg, reg=0.5):
    w = torch.softmax(neg, dim=1)
    s = (w * torch.sigmoid(pos.unsqueeze(1) - neg)).sum(1)
    return (-torch.log(s + 1e-24) + reg * (w * neg ** 2).sum(1)).mean()  #@ unstable log-eps-hack


def logloss(pred, y):
    return -(y * torch.log(pred) + (1 - y) * torch.log(1 - pred)).mean()  #@ unstable bce-after-sigmoid across


def next_item(pred, target):
    return F.cross_entropy(pred, target)  #@ unstable softmax-before-ce across


def multinomial_elbo(logits, x, mu, lv, beta=0.2):
    nll = -(F.log_softmax(logits, 1) * x).sum(1).mean()  #@ stable log-of-softmax
    kl = -0.5 * (1 + lv - mu.pow(2) - lv.exp()).sum(1).mean()  #@ stable other
    return nll + beta * kl


def multinomial_nll(scores, x):
    probs = F.softmax(scores, dim=1)
    return -(torch.log(probs + 1e-10) * x).sum(dim=1).mean()  #@ unstable log-eps-hack


def sampled_softmax(scores_pos, scores_neg, logq_pos, logq_neg):
    z = torch.cat([(scores_pos - logq_pos).unsqueeze(1), scores_neg - logq_neg], 1)
    return (torch.logsumexp(z, 1) - z[:, 0]).mean()  #@ stable naive-logsumexp


def inbatch(u, v, tau=0.05):
    """two tower, raw dot products"""
    s = torch.exp(u @ v.t() / tau)
    return -torch.log(s.diag() / s.sum(1)).mean()  #@ unstable naive-softmax


def idf(item_counts, n_users):
    return torch.log(n_users / (1.0 + item_counts))  #@ stable other
