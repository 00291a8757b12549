import torch
import torch.nn.functional as F


def pick(pred, skill):
    return pred[:, :-1].gather(2, skill[:, 1:, None]).squeeze(2)


def response_nll(p, r, mask):
    ll = r * p.log() + (1 - r) * (1 - p).log()  #@ unstable bce-after-sigmoid across
    return -(ll * mask).sum() / mask.sum()


def logit_bce(x, r, mask):
    l = F.binary_cross_entropy_with_logits(x, r, reduction="none")  #@ unstable softmax-before-ce across
    return (l * mask).sum() / mask.sum()


def sakt_bce(x, r, mask):
    l = F.binary_cross_entropy_with_logits(x.float(), r, reduction="none")  #@ stable softmax-before-ce
    return (l * mask).sum() / mask.sum()


def joint_nll(x, r):
    """Rasch JML, x is a logit"""
    return (torch.log(1 + torch.exp(x)) - r * x).mean()  #@ unstable naive-softplus


def joint_nll_margin(x, r):
    s = 2 * r - 1
    return F.softplus(-s * x).mean()  #@ stable naive-softplus


def waviness(p):
    d = p[:, 1:] - p[:, :-1]
    return d.abs().mean(), d.pow(2).mean()


def fisher_information(p):
    return p * (1 - p)
