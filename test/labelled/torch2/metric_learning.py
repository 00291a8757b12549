from typing import Optional

import torch
import torch.nn as nn
import torch.nn.functional as F


def pairwise_dist(x: torch.Tensor, squared: bool = True) -> torch.Tensor:
    g = x @ x.t()
    sq = g.diag()
    d = (sq.unsqueeze(0) - 2 * g + sq.unsqueeze(1)).clamp(min=0)
    return d if squared else (d + 1e-12).sqrt()


class NPairLoss(nn.Module):
    def __init__(self, l2_reg: float = 0.02):
        super().__init__()
        self.l2_reg = l2_reg

    def forward(self, anchors, positives, negatives):
        a = anchors.unsqueeze(1)
        p = positives.unsqueeze(1)
        x = torch.matmul(a, (negatives - p).transpose(1, 2))
        x = torch.sum(torch.exp(x), 2)
        loss = torch.mean(torch.log(1 + x))  #@ unstable naive-logsumexp
        return loss + self.l2_reg * (anchors.pow(2).sum() + positives.pow(2).sum()) / anchors.size(0)


class NPairCE(nn.Module):
    def forward(self, anchors, positives, labels):
        logits = anchors @ positives.t()
        tgt = (labels[:, None] == labels[None]).float()
        tgt = tgt / tgt.sum(1, keepdim=True)
        return -(tgt * F.log_softmax(logits, dim=1)).sum(1).mean()  #@ stable log-of-softmax


class MultiSimilarity(nn.Module):
    def __init__(self, alpha=2.0, beta=50.0, base=0.5):
        super().__init__()
        self.alpha, self.beta, self.base = alpha, beta, base

    def forward(self, emb, labels):
        emb = F.normalize(emb, dim=1)
        sim = emb @ emb.t()
        loss = []
        for i in range(emb.size(0)):
            pos = sim[i][(labels == labels[i]) & (torch.arange(len(labels)) != i)]
            neg = sim[i][labels != labels[i]]
            if len(pos) < 1 or len(neg) < 1:
                continue
            lp = 1.0 / self.alpha * torch.log(1 + torch.sum(torch.exp(-self.alpha * (pos - self.base))))  #@ stable naive-logsumexp
            ln = 1.0 / self.beta * torch.log(1 + torch.sum(torch.exp(self.beta * (neg - self.base))))  #@ stable naive-logsumexp
            loss.append(lp + ln)
        return torch.stack(loss).mean() if loss else emb.sum() * 0.0


class NCA(nn.Module):
    """Neighbourhood components analysis on raw embeddings"""

    def __init__(self, dim_in, dim_out):
        super().__init__()
        self.A = nn.Parameter(torch.randn(dim_in, dim_out) * 0.01)

    def forward(self, x, y):
        d = pairwise_dist(x @ self.A)
        d.fill_diagonal_(float("inf"))
        p = F.softmax(-d, dim=1)
        same = (y[:, None] == y[None]).float()
        p_i = (p * same).sum(1)
        return -torch.log(p_i).mean()  #@ unstable nll-of-softmax


class ProtoNet(nn.Module):
    def __init__(self, encoder, temperature: Optional[float] = None):
        super().__init__()
        self.encoder = encoder
        self.temperature = temperature or 1.0

    def forward(self, support, query, n_way, k_shot):
        proto = self.encoder(support).view(n_way, k_shot, -1).mean(1)
        q = self.encoder(query)
        d = torch.cdist(q, proto).pow(2)
        return -d / self.temperature

    def loss(self, support, query, y, n_way, k_shot):
        scores = self(support, query, n_way, k_shot)
        probs = scores  # negative distances act as logits
        return F.cross_entropy(probs, y)  #@ stable softmax-before-ce


class RBFSimilarity(nn.Module):
    def __init__(self, gamma=0.5):
        super().__init__()
        self.gamma = gamma

    def forward(self, a, b):
        return torch.exp(-self.gamma * torch.cdist(a, b).pow(2))  #@ stable other


class ArcFace(nn.Module):
    def __init__(self, dim, n_cls, s=64.0, m=0.5):
        super().__init__()
        self.W = nn.Parameter(torch.randn(n_cls, dim))
        self.s, self.m = s, m

    def forward(self, x, y):
        cos = F.linear(F.normalize(x), F.normalize(self.W)).clamp(-1 + 1e-7, 1 - 1e-7)
        theta = torch.acos(cos)
        onehot = F.one_hot(y, cos.size(1)).float()
        logits = self.s * torch.cos(theta + self.m * onehot)
        return F.cross_entropy(logits, y)  #@ stable softmax-before-ce


def soft_triplet(a, p, n):
    margin = (a - p).pow(2).sum(1) - (a - n).pow(2).sum(1)
    return torch.log1p(margin.exp()).mean()  #@ unstable naive-softplus


def lifted_structure(x, y, alpha=1.0):
    d = pairwise_dist(x, squared=False)
    neg = (y[:, None] != y[None]).float()
    rowsum = ((alpha - d).exp() * neg).sum(1)  #@ stable naive-logsumexp
    J = torch.log(rowsum[:, None] + rowsum[None] + 1e-12) + d
    pos = (1 - neg).triu(1)
    return (F.relu(J).pow(2) * pos).sum() / (2 * pos.sum().clamp(min=1))


def recall_at_k(emb, labels, k=1):
    d = pairwise_dist(emb)
    d.fill_diagonal_(float("inf"))
    nn_idx = d.topk(k, largest=False).indices
    return (labels[nn_idx] == labels[:, None]).any(1).float().mean().item()
