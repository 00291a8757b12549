import torch
import torch.nn as nn
import torch.nn.functional as F


class KDLoss(nn.Module):
    def __init__(self, T=4.0, alpha=0.9):
        super().__init__()
        self.T, self.alpha = T, alpha

    def forward(self, s, t, y):
        soft = F.kl_div(F.log_softmax(s / self.T, 1), F.softmax(t / self.T, 1), reduction='batchmean')  #@ stable log-of-softmax
        hard = F.cross_entropy(s, y)
        return self.alpha * self.T ** 2 * soft + (1 - self.alpha) * hard


def soft_ce(student_logits, teacher_logits, T):
    """Hinton's soft target loss"""
    q = F.softmax(student_logits / T, dim=1)
    p = F.softmax(teacher_logits / T, dim=1)
    return -(p * q.log()).sum(1).mean()  #@ unstable log-of-softmax


def js_div(p, q):
    m = .5 * (p + q)
    a = (p * (torch.log(p) - torch.log(m))).sum(1)  #@ unstable log-of-softmax across
    b = F.kl_div(m.log(), q, reduction='none').sum(1)
    return .5 * (a + b).mean()


def hard_loss(out, y):
    return F.cross_entropy(out, y)


def attention_map(fm):
    return F.normalize(fm.pow(2).mean(1).flatten(1))
