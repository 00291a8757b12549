import torch
import torch.nn.functional as F


def dpo(pi_w, pi_l, ref_w, ref_l, beta, label_smoothing=0.0):
    logits = (pi_w - pi_l) - (ref_w - ref_l)
    losses = (-F.logsigmoid(beta * logits) * (1 - label_smoothing)  #@ stable log-of-sigmoid
              - F.logsigmoid(-beta * logits) * label_smoothing)
    return losses, beta * (pi_w - ref_w).detach(), beta * (pi_l - ref_l).detach()


def dpo_plain(pi_w, pi_l, ref_w, ref_l, beta):
    h = beta * ((pi_w - ref_w) - (pi_l - ref_l))
    return -torch.log(torch.sigmoid(h))  #@ unstable log-of-sigmoid


def ipo(pi_w, pi_l, ref_w, ref_l, beta):
    return (((pi_w - pi_l) - (ref_w - ref_l)) - 1 / (2 * beta)) ** 2


def simpo(pi_w, pi_l, beta, gamma):
    return -F.logsigmoid(beta * (pi_w - pi_l) - gamma)  #@ stable log-of-sigmoid


def orpo(pi_w, pi_l, lam=0.1):
    """average log probabilities, odds ratio loss"""
    log_odds = (pi_w - pi_l) - (torch.log1p(-torch.exp(pi_w)) - torch.log1p(-torch.exp(pi_l)))
    return -pi_w - lam * F.logsigmoid(log_odds)  #@ stable log-of-sigmoid


def preference_prob(r_w, r_l):
    """Bradley-Terry: exp(rw) / (exp(rw) + exp(rl))"""
    ew = torch.exp(r_w)
    el = torch.exp(r_l)
    return ew / (ew + el)  #@ unstable naive-softmax


def bt_prob(r_w, r_l):
    return torch.sigmoid(r_w - r_l)


def reward_model_loss(r_w, r_l, margin=None):
    p = bt_prob(r_w, r_l) if margin is None else bt_prob(r_w - margin, r_l)
    return -torch.log(p).mean()  #@ unstable log-of-sigmoid across


def plackett_luce(scores):
    """scores sorted best to worst, [B, K]"""
    loss = 0.0
    for k in range(scores.size(1) - 1):
        rest = scores[:, k:]
        loss = loss - (scores[:, k] - torch.logsumexp(rest, dim=1))  #@ stable naive-logsumexp
    return loss.mean()


def plackett_luce_old(scores):
    e = scores.exp()
    tail = e.flip(1).cumsum(1).flip(1)
    return -(scores - tail.log()).sum(1).mean()  #@ unstable naive-logsumexp


def kto(pi, ref, desirable, kl, beta):
    r = pi - ref
    return 1 - torch.sigmoid(beta * torch.where(desirable, r - kl, kl - r))  #@ stable log-of-sigmoid


def kl_k3(logp, ref_logp):
    d = ref_logp - logp
    return torch.exp(d) - d - 1  #@ stable other
