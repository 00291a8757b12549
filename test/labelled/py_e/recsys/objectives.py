import torch
import torch.nn.functional as F


def bpr(pos, neg):
    return -torch.log(torch.sigmoid(pos - neg)).mean()  #@ unstable log-of-sigmoid


def bpr_ls(pos, neg):
    return -F.logsigmoid(pos - neg).mean()  #@ stable log-of-sigmoid


def bpr_gamma(pos, neg, gamma=1e-10):
    # RecBole style
    return -torch.log(gamma + torch.sigmoid(pos - neg)).mean()  #@ unstable log-eps-hack


def bpr_softplus(pos, neg):
    return F.softplus(neg - pos).mean()  #@ stable naive-softplus


def softplus_rank(pos, neg):
    return torch.log(1 + torch.exp(neg - pos)).mean()  #@ unstable naive-softplus


def in_batch_softmax(u, v, log_q, temperature=1.0):
    """Sampled softmax with logQ correction (Yi et al. 2019)."""
    s = u @ v.t() / temperature - log_q[None]
    return F.cross_entropy(s, torch.arange(len(u), device=u.device))  #@ stable softmax-before-ce


def sampled_softmax(u, v_pos, v_neg):
    sp = (u * v_pos).sum(-1)
    sn = torch.einsum("bd,bkd->bk", u, v_neg)
    num = sp.exp()
    return -torch.log(num / (num + sn.exp().sum(-1))).mean()  #@ unstable naive-softmax


def ssm_cosine(u, v_pos, v_neg, tau=0.1):
    u, v_pos, v_neg = (F.normalize(t, dim=-1) for t in (u, v_pos, v_neg))
    sp = torch.exp((u * v_pos).sum(-1) / tau)  #@ stable naive-softmax
    sn = torch.exp(torch.einsum("bd,bkd->bk", u, v_neg) / tau).sum(-1)  #@ stable naive-softmax
    return -torch.log(sp / (sp + sn)).mean()


def pointwise(p, y):
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()  #@ unstable bce-after-sigmoid across


def popularity(counts, power=0.75):
    q = counts.float() ** power
    q = q / q.sum()
    return torch.log(q.clamp_min(1e-12))  #@ stable log-eps-hack
