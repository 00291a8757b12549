import torch
import torch.nn as nn
import torch.nn.functional as F

from . import mathx
from .mathx import cosine, soft_margin


class TripletLoss(nn.Module):
    """Batch hard triplet loss with soft margin."""

    def __init__(self, margin=None):
        super().__init__()
        self.margin = margin

    def forward(self, emb, pids):
        dist = torch.cdist(emb, emb)
        same = pids.unsqueeze(0).eq(pids.unsqueeze(1))
        ap = (dist * same.float()).max(1)[0]
        an = (dist + 1e5 * same.float()).min(1)[0]
        if self.margin is None:
            return soft_margin(ap - an).mean()
        return F.relu(ap - an + self.margin).mean()


class CircleLoss(nn.Module):
    def __init__(self, m=0.25, gamma=64):
        super().__init__()
        self.m, self.gamma = m, gamma
        self.soft_plus = nn.Softplus()

    def forward(self, emb, pids):
        s = cosine(emb, emb)
        same = pids.unsqueeze(0).eq(pids.unsqueeze(1)).triu(1)
        diff = pids.unsqueeze(0).ne(pids.unsqueeze(1)).triu(1)
        sp, sn = s[same], s[diff]
        ap = torch.clamp_min(-sp.detach() + 1 + self.m, 0.)
        an = torch.clamp_min(sn.detach() + self.m, 0.)
        lp = -ap * (sp - 1 + self.m) * self.gamma
        ln = an * (sn - self.m) * self.gamma
        return self.soft_plus(torch.logsumexp(ln, 0) + torch.logsumexp(lp, 0))  #@ stable naive-logsumexp


class NPair(nn.Module):
    def forward(self, anchors, positives):
        s = anchors @ positives.t()
        d = s - s.diag().unsqueeze(1)
        off = d[~torch.eye(len(d), dtype=torch.bool, device=d.device)].view(len(d), -1)
        return torch.log(1 + off.exp().sum(1)).mean()  #@ unstable naive-logsumexp


class IdentityLoss(nn.Module):
    """The classifier hands over probabilities."""

    def __init__(self, hard=True):
        super().__init__()
        self.hard = hard

    def forward(self, p, pid):
        if self.hard:
            return torch.mean(torch.stack([-torch.log(p[i][pid[i]]) for i in range(len(pid))]))  #@ unstable nll-of-softmax across
        return F.nll_loss(torch.log(p + 1e-9), pid)  #@ unstable log-eps-hack across


class PartEntropy(nn.Module):
    def forward(self, attn):
        return mathx.entropy_of(attn).mean()


class OIM(nn.Module):
    def __init__(self, n, dim, scalar=30.0):
        super().__init__()
        self.register_buffer('lut', torch.zeros(n, dim))
        self.scalar = scalar

    def forward(self, x, y):
        logits = F.normalize(x) @ self.lut.t() * self.scalar
        return F.cross_entropy(logits, y)  #@ stable softmax-before-ce
