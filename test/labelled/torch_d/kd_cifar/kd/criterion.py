import torch
import torch.nn as nn
import torch.nn.functional as F


class KDLoss(nn.Module):
    """Hinton et al. 2015."""

    def __init__(self, T=4.0, alpha=0.9):
        super().__init__()
        self.T = T
        self.alpha = alpha
        self.kl = nn.KLDivLoss(reduction='batchmean')

    def forward(self, s_logits, t_logits, y):
        soft = self.kl(F.log_softmax(s_logits / self.T, dim=1), F.softmax(t_logits / self.T, dim=1))  #@ stable log-of-softmax
        hard = F.cross_entropy(s_logits, y)  #@ stable softmax-before-ce
        return self.alpha * self.T ** 2 * soft + (1 - self.alpha) * hard


class SoftTargetCE(nn.Module):
    def __init__(self, T=1.0):
        super().__init__()
        self.T = T

    def forward(self, s_logits, t_logits):
        p_t = torch.softmax(t_logits / self.T, -1)
        p_s = torch.softmax(s_logits / self.T, -1)
        return -(p_t * p_s.log()).sum(-1).mean()  #@ unstable log-of-softmax


class DeepSupervision(nn.Module):
    def __init__(self, weight=0.4):
        super().__init__()
        self.weight = weight
        self.ce = nn.CrossEntropyLoss()

    def forward(self, outputs, y):
        loss = self.ce(outputs['main'], y)  #@ unstable softmax-before-ce across
        loss = loss + self.weight * self.ce(outputs['aux'], y)  #@ unstable softmax-before-ce across
        return loss


def js_divergence(p, q):
    m = 0.5 * (p + q)
    kl_pm = (p * (torch.log(p) - torch.log(m))).sum(1)  #@ unstable log-of-softmax across
    kl_qm = (q * (torch.log(q) - torch.log(m))).sum(1)  #@ unstable log-of-softmax across
    return 0.5 * (kl_pm + kl_qm).mean()


def attention_transfer(fs, ft):
    a = F.normalize(fs.pow(2).mean(1).flatten(1))
    b = F.normalize(ft.pow(2).mean(1).flatten(1))
    return (a - b).pow(2).mean()


def similarity_weights(feat, tau=0.1):
    feat = F.normalize(feat, dim=1)
    sim = feat @ feat.t() / tau
    w = torch.exp(sim)  #@ stable naive-softmax
    return w / w.sum(1, keepdim=True)
