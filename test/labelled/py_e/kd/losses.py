import torch
import torch.nn as nn
import torch.nn.functional as F


def soften(logits, T):
    return F.softmax(logits / T, dim=1)


class HintonKD(nn.Module):
    def __init__(self, T=4.0, alpha=0.9):
        super().__init__()
        self.T, self.alpha = T, alpha

    def forward(self, s, t, y):
        kd = F.kl_div(F.log_softmax(s / self.T, 1), F.softmax(t / self.T, 1), reduction="batchmean")  #@ stable log-of-softmax
        ce = F.cross_entropy(s, y)  #@ stable softmax-before-ce
        return self.alpha * self.T ** 2 * kd + (1 - self.alpha) * ce


class SoftTargetKD(nn.Module):
    """First version from the workshop paper (kept for the ablation table)."""

    def __init__(self, T=4.0):
        super().__init__()
        self.T = T

    def forward(self, s, t, y):
        ps = soften(s, self.T)
        pt = soften(t, self.T).detach()
        soft = -(pt * ps.log()).sum(1).mean()  #@ unstable nll-of-softmax across
        hard = F.cross_entropy(soften(s, 1.0), y)  #@ unstable softmax-before-ce across
        return soft * self.T ** 2 + hard


class DKD(nn.Module):
    def __init__(self, alpha=1.0, beta=8.0, T=4.0):
        super().__init__()
        self.alpha, self.beta, self.T = alpha, beta, T

    def forward(self, s, t, y):
        gt = F.one_hot(y, s.size(1)).bool()
        ps, pt = soften(s, self.T), soften(t, self.T)
        bs = torch.stack([(ps * gt).sum(1), (ps * ~gt).sum(1)], 1)
        bt = torch.stack([(pt * gt).sum(1), (pt * ~gt).sum(1)], 1)
        tckd = F.kl_div(torch.log(bs), bt, reduction="batchmean") * self.T ** 2  #@ unstable log-of-softmax across
        s2 = F.log_softmax(s / self.T - 1000.0 * gt, 1)  #@ stable mask-constant
        t2 = F.softmax(t / self.T - 1000.0 * gt, 1)
        nckd = F.kl_div(s2, t2, reduction="batchmean") * self.T ** 2
        return self.alpha * tckd + self.beta * nckd


class JSDLoss(nn.Module):
    def forward(self, s, t):
        p, q = s.softmax(-1), t.softmax(-1)
        m = 0.5 * (p + q)
        js = 0.5 * (p * ((p + 1e-8).log() - (m + 1e-8).log()))  #@ unstable log-eps-hack
        js = js + 0.5 * (q * ((q + 1e-8).log() - (m + 1e-8).log()))  #@ unstable log-eps-hack
        return js.sum(-1).mean()
