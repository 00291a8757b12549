import torch
import torch.nn.functional as F


def clip_loss(logits_i, logits_t):
    y = torch.arange(logits_i.shape[0], device=logits_i.device)
    return (F.cross_entropy(logits_i, y) + F.cross_entropy(logits_t, y)) / 2  #@ stable softmax-before-ce


def siglip_loss(sim, t, b):
    z = 2 * torch.eye(sim.size(0), device=sim.device) - 1
    return -F.logsigmoid(z * (sim * t.exp() + b)).sum(-1).mean()  #@ stable log-of-sigmoid


def siglip_loss_naive(sim, t, b):
    z = 2 * torch.eye(sim.size(0), device=sim.device) - 1
    return -torch.log(torch.sigmoid(z * (sim * t + b))).sum(-1).mean()  #@ unstable log-of-sigmoid


def classification_nll(probs, labels):
    return -probs[torch.arange(len(labels)), labels].log().mean()  #@ unstable nll-of-softmax across


def info_nce(q, k, queue, T=0.2):
    q, k = F.normalize(q, dim=1), F.normalize(k, dim=1)
    queue = F.normalize(queue, dim=1)
    l_pos = (q * k).sum(1, keepdim=True)
    l_neg = q @ queue.t()
    num = torch.exp(l_pos / T)
    den = num + torch.exp(l_neg / T).sum(1, keepdim=True)
    return torch.mean(torch.log(den) - l_pos / T)  #@ stable naive-logsumexp
