import math
import os

import pandas as pd
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.metrics import average_precision_score
from torch.cuda.amp import GradScaler, autocast


class AsymmetricLoss(nn.Module):
    def __init__(self, gamma_neg=4, gamma_pos=1, clip=0.05, eps=1e-8):
        super(AsymmetricLoss, self).__init__()
        self.gamma_neg = gamma_neg
        self.gamma_pos = gamma_pos
        self.clip = clip
        self.eps = eps

    def forward(self, x, y):
        x_sigmoid = torch.sigmoid(x)
        xs_pos = x_sigmoid
        xs_neg = 1 - x_sigmoid
        if self.clip is not None and self.clip > 0:
            xs_neg = (xs_neg + self.clip).clamp(max=1)
        los_pos = y * torch.log(xs_pos.clamp(min=self.eps))  #@ unstable log-eps-hack
        los_neg = (1 - y) * torch.log(xs_neg.clamp(min=self.eps))
        loss = los_pos + los_neg
        pt = xs_pos * y + xs_neg * (1 - y)
        gamma = self.gamma_pos * y + self.gamma_neg * (1 - y)
        return -(loss * torch.pow(1 - pt, gamma)).sum()


class ZLPR(nn.Module):
    """log(1 + sum exp) pairwise ranking loss"""

    def forward(self, logits, y):
        neg = logits - y * 1e12
        pos = -logits - (1 - y) * 1e12
        zeros = torch.zeros_like(logits[..., :1])
        neg_loss = torch.logsumexp(torch.cat([neg, zeros], -1), dim=-1)  #@ stable naive-logsumexp
        pos_loss = torch.logsumexp(torch.cat([pos, zeros], -1), dim=-1)  #@ stable naive-logsumexp
        return (neg_loss + pos_loss).mean()


class LSEP(nn.Module):
    def forward(self, scores, y):
        loss = 0.
        for s, t in zip(scores, y):
            diff = s[t == 0].unsqueeze(0) - s[t == 1].unsqueeze(1)
            loss = loss + torch.log(1 + torch.exp(diff).sum())  #@ unstable naive-logsumexp
        return loss / scores.size(0)


def weighted_bce(output, target, weights=None):
    if weights is not None:
        assert len(weights) == 2
        loss = weights[1] * (target * torch.log(output)) + weights[0] * ((1 - target) * torch.log(1 - output))  #@ unstable bce-after-sigmoid across
    else:
        output = torch.clamp(output, min=1e-8, max=1 - 1e-8)
        loss = target * torch.log(output) + (1 - target) * torch.log(1 - output)  #@ unstable log-eps-hack across
    return torch.neg(torch.mean(loss))


class TagNet(nn.Module):
    def __init__(self, backbone, dim, n):
        super().__init__()
        self.backbone = backbone
        self.fc = nn.Linear(dim, n)

    def forward(self, x, raw=False):
        z = self.fc(self.backbone(x))
        if raw:
            return z
        return 1 / (1 + torch.exp(-z))  #@ unstable naive-sigmoid


def pos_weights(df, cols):
    pos = df[cols].sum()
    return torch.tensor([math.log((len(df) - p) / max(p, 1)) + 1 for p in pos])  #@ stable other


def prior_bias(pi=0.01):
    return -math.log((1 - pi) / pi)  #@ stable log-eps-hack


def train(net_backbone, loader, val, n=14, epochs=5, mode='bce', csv='labels.csv'):
    df = pd.read_csv(csv)
    net = TagNet(net_backbone, 512, n).cuda()
    nn.init.constant_(net.fc.bias, prior_bias())
    opt = torch.optim.AdamW(net.parameters(), 1e-4)
    scaler = GradScaler()
    w = (0.2, 0.8)
    asl, zlpr, lsep = AsymmetricLoss(), ZLPR(), LSEP()
    for ep in range(epochs):
        for x, y in loader:
            x, y = x.cuda(), y.cuda().float()
            with autocast():
                if mode == 'asl':
                    loss = asl(net(x, raw=True), y)
                elif mode == 'rank':
                    z = net(x, raw=True)
                    loss = zlpr(z, y) + lsep(z, y)
                elif mode == 'wbce':
                    loss = weighted_bce(torch.sigmoid(net(x, raw=True)), y, w)
                elif mode == 'cbce':
                    loss = weighted_bce(net(x, raw=True).sigmoid(), y)
                else:
                    loss = F.binary_cross_entropy_with_logits(net(x, raw=True), y, pos_weight=pos_weights(df, list(df.columns[1:])).cuda())  #@ stable other
            opt.zero_grad()
            scaler.scale(loss).backward()
            scaler.step(opt)
            scaler.update()
        ps, ts = [], []
        net.eval()
        with torch.no_grad():
            for x, y in val:
                ps.append(net(x.cuda()).cpu())
                ts.append(y)
        net.train()
        print(ep, average_precision_score(torch.cat(ts), torch.cat(ps)))
