"""Losses for the CUB / Cars retrieval experiments."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class NPairLoss(nn.Module):
    def __init__(self, l2_reg=0.02):
        super().__init__()
        self.l2_reg = l2_reg

    def forward(self, anchors, positives):
        pos = (anchors * positives).sum(1, keepdim=True)
        sim = anchors @ positives.t()
        off = ~torch.eye(len(sim), dtype=torch.bool, device=sim.device)
        diff = (sim - pos)[off].view(len(sim), -1)
        loss = torch.log(1 + torch.exp(diff).sum(1)).mean()  #@ unstable naive-logsumexp
        return loss + self.l2_reg * (anchors.pow(2).sum(1) + positives.pow(2).sum(1)).mean()


class LiftedStructure(nn.Module):
    def __init__(self, margin=1.0):
        super().__init__()
        self.margin = margin

    def forward(self, x, y):
        d = torch.cdist(x, x)
        same = y[:, None] == y[None]
        loss, cnt = 0.0, 0
        for i in range(len(x)):
            for j in range(i + 1, len(x)):
                if not same[i, j]:
                    continue
                ni = torch.exp(self.margin - d[i][~same[i]]).sum()  #@ stable other
                nj = torch.exp(self.margin - d[j][~same[j]]).sum()  #@ stable other
                jij = torch.log(ni + nj) + d[i, j]
                loss = loss + F.relu(jij) ** 2
                cnt += 1
        return loss / max(2 * cnt, 1)


class ProxyAnchor(nn.Module):
    def __init__(self, n_classes, dim, mrg=0.1, alpha=32):
        super().__init__()
        self.proxies = nn.Parameter(torch.randn(n_classes, dim))
        nn.init.kaiming_normal_(self.proxies, mode="fan_out")
        self.n, self.mrg, self.alpha = n_classes, mrg, alpha

    def forward(self, X, T):
        cos = F.linear(F.normalize(X, p=2, dim=1), F.normalize(self.proxies, p=2, dim=1))
        P = F.one_hot(T, self.n).float()
        pos_exp = torch.exp(-self.alpha * (cos - self.mrg))  #@ stable other
        neg_exp = torch.exp(self.alpha * (cos + self.mrg))  #@ stable other
        with_pos = torch.nonzero(P.sum(0) != 0).squeeze(1)
        p_sum = (pos_exp * P).sum(0)
        n_sum = (neg_exp * (1 - P)).sum(0)
        return torch.log(1 + p_sum).sum() / len(with_pos) + torch.log(1 + n_sum).sum() / self.n  #@ stable naive-softplus


class ProxyNCA(nn.Module):
    def __init__(self, n_classes, dim, scale=3.0):
        super().__init__()
        self.proxies = nn.Parameter(torch.randn(n_classes, dim) / 8)
        self.scale = scale

    def forward(self, x, y):
        p = self.scale * F.normalize(self.proxies, dim=-1)
        x = self.scale * F.normalize(x, dim=-1)
        d = torch.cdist(x, p).pow(2)
        return F.cross_entropy(-d, y)  #@ stable softmax-before-ce


class NCA(nn.Module):
    """Neighbourhood component analysis, linear map."""

    def __init__(self, d_in, d_out):
        super().__init__()
        self.A = nn.Parameter(0.01 * torch.randn(d_in, d_out))

    def forward(self, X, y):
        Z = X @ self.A
        D = torch.cdist(Z, Z) ** 2
        D.fill_diagonal_(float("inf"))
        p = F.softmax(-D, dim=1)
        same = (y[:, None] == y[None]).float()
        return -torch.log((p * same).sum(1)).mean()  #@ unstable nll-of-softmax


class CircleLoss(nn.Module):
    def __init__(self, m=0.25, gamma=256):
        super().__init__()
        self.m, self.gamma = m, gamma
        self.soft_plus = nn.Softplus()

    def forward(self, sp, sn):
        ap = torch.clamp_min(-sp.detach() + 1 + self.m, min=0.0)
        an = torch.clamp_min(sn.detach() + self.m, min=0.0)
        lp = -ap * (sp - 1 + self.m) * self.gamma
        ln = an * (sn - self.m) * self.gamma
        return self.soft_plus(torch.logsumexp(ln, dim=0) + torch.logsumexp(lp, dim=0))  #@ stable naive-logsumexp


class ArcFace(nn.Module):
    def __init__(self, dim, n, s=64.0, m=0.5):
        super().__init__()
        self.W = nn.Parameter(torch.empty(n, dim))
        nn.init.xavier_uniform_(self.W)
        self.s, self.m = s, m

    def forward(self, x, y):
        cos = F.linear(F.normalize(x), F.normalize(self.W)).clamp(-1 + 1e-7, 1 - 1e-7)
        theta = torch.acos(cos)
        target = torch.cos(theta + self.m)
        one_hot = F.one_hot(y, self.W.size(0)).float()
        out = self.s * (one_hot * target + (1 - one_hot) * cos)
        return F.cross_entropy(out, y)  #@ stable softmax-before-ce


class AngularSoftmax(ArcFace):
    """AM-softmax written the way the paper does"""

    def forward(self, x, y):
        wx = x @ self.W.t()
        num = self.s * (wx.gather(1, y[:, None]).squeeze(1) - self.m)
        rest = torch.stack([torch.cat((wx[i, :t], wx[i, t + 1:])) for i, t in enumerate(y.tolist())])
        den = torch.exp(num) + torch.exp(self.s * rest).sum(1)
        return -(num - torch.log(den)).mean()  #@ unstable naive-logsumexp


def recall_at_k(emb, y, ks=(1, 2, 4, 8)):
    d = torch.cdist(emb, emb)
    d.fill_diagonal_(float("inf"))
    nn_idx = d.topk(max(ks), largest=False)[1]
    hit = y[nn_idx] == y[:, None]
    return {k: hit[:, :k].any(1).float().mean().item() for k in ks}
