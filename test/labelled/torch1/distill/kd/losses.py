import torch
import torch.nn as nn
import torch.nn.functional as F


def soft_targets(logits, T=4.0):
    e = torch.exp(logits / T)
    return e / e.sum(dim=1, keepdim=True)  #@ unstable naive-softmax


class KDLoss(nn.Module):
    def __init__(self, T=4.0, alpha=0.9):
        super().__init__()
        self.T = T
        self.alpha = alpha

    def forward(self, student_logits, teacher_logits, labels):
        kd = F.kl_div(
            F.log_softmax(student_logits / self.T, dim=1),  #@ stable log-of-softmax
            F.softmax(teacher_logits / self.T, dim=1),
            reduction="batchmean",
        ) * (self.T ** 2)
        ce = F.cross_entropy(student_logits, labels)  #@ stable softmax-before-ce
        return self.alpha * kd + (1 - self.alpha) * ce


def soft_cross_entropy(p_student, q_teacher):
    """p_student, q_teacher: class distributions, B x C."""
    return -(q_teacher * p_student.log()).sum(dim=1).mean()  #@ unstable log-of-softmax across


def soft_ce_logits(student_logits, q_teacher):
    return -(q_teacher * F.log_softmax(student_logits, 1)).sum(1).mean()  #@ stable log-of-softmax


def attention_transfer(fs, ft):
    def at(f):
        return F.normalize(f.pow(2).mean(1).view(f.size(0), -1))
    return (at(fs) - at(ft)).pow(2).mean()


def similarity_kernel(x, y, sigma=1.0):
    d2 = torch.cdist(x, y).pow(2)
    return torch.exp(-d2 / (2 * sigma ** 2))  #@ stable other
