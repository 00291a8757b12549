import torch
import torch.nn.functional as F


def bpr(pos, neg):
    return -F.logsigmoid(pos - neg).mean()  #@ stable log-of-sigmoid


def bpr_gamma(pos, neg, gamma=1e-10):
    return -torch.log(gamma + torch.sigmoid(pos - neg)).mean()  #@ unstable log-eps-hack


def bpr_sum(pos, neg):
    return -(pos - neg).sigmoid().log().sum()  #@ unstable log-of-sigmoid


def sampled_softmax(pos, negs, log_q_pos, log_q_neg):
    logits = torch.cat([(pos - log_q_pos).unsqueeze(1), negs - log_q_neg], dim=1)
    return F.cross_entropy(logits, torch.zeros(len(pos), dtype=torch.long, device=pos.device))  #@ stable softmax-before-ce


def pointwise(pred, y):
    """pred comes out of the network, y in {0,1}"""
    return -(y * torch.log(pred) + (1 - y) * torch.log(1 - pred)).mean()  #@ unstable bce-after-sigmoid across


def multinomial_nll(logits, x):
    return -(F.log_softmax(logits, 1) * x).sum(1).mean()  #@ stable log-of-softmax


def kl_normal(mu, logvar):
    return -0.5 * torch.mean(torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1))  #@ stable other


def ssm(pos, negs):
    """softmax loss over sampled negatives, pos [B], negs [B, N]"""
    return torch.mean(torch.log(1 + torch.exp(negs - pos.unsqueeze(1)).sum(1)))  #@ unstable naive-logsumexp
