import torch
import torch.nn as nn
import torch.nn.functional as F


class HintonKD(nn.Module):
    def __init__(self, T=4.0, alpha=0.9):
        super().__init__()
        self.T, self.alpha = T, alpha

    def forward(self, s_logits, t_logits, y):
        T = self.T
        soft = F.kl_div(F.log_softmax(s_logits / T, dim=1), F.softmax(t_logits / T, dim=1), reduction="batchmean") * T * T  #@ stable log-of-softmax
        return self.alpha * soft + (1 - self.alpha) * F.cross_entropy(s_logits, y)


class SoftTargetLoss(nn.Module):
    """student gives probabilities here"""

    def __init__(self, T=2.0):
        super().__init__()
        self.T = T

    def forward(self, student_out, t_logits):
        q = F.softmax(t_logits / self.T, dim=1)
        return -(q * torch.log(student_out)).sum(dim=1).mean()  #@ unstable log-of-softmax across


class DKD(nn.Module):
    """decoupled: target / non-target part"""

    def __init__(self, alpha=1.0, beta=8.0, T=4.0):
        super().__init__()
        self.alpha, self.beta, self.T = alpha, beta, T

    @staticmethod
    def _cat(p, mask):
        a = (p * mask).sum(1, keepdim=True)
        b = (p * ~mask).sum(1, keepdim=True)
        return torch.cat([a, b], dim=1)

    def forward(self, s, t, y):
        mask = F.one_hot(y, s.size(1)).bool()
        ps = F.softmax(s / self.T, dim=1)
        pt = F.softmax(t / self.T, dim=1)
        log_ps = torch.log(self._cat(ps, mask))  #@ unstable log-of-softmax across
        tckd = F.kl_div(log_ps, self._cat(pt, mask), reduction="batchmean") * self.T ** 2
        pt2 = F.softmax(t / self.T - 1000.0 * mask, dim=1)
        log_ps2 = F.log_softmax(s / self.T - 1000.0 * mask, dim=1)  #@ stable log-of-softmax
        nckd = F.kl_div(log_ps2, pt2, reduction="batchmean") * self.T ** 2
        return self.alpha * tckd + self.beta * nckd


def attention_map(f):
    return F.normalize(f.pow(2).mean(1).flatten(1))


def at_loss(fs, ft):
    return (attention_map(fs) - attention_map(ft)).pow(2).mean()
