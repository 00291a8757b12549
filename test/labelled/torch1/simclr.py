import math
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
from torch.utils.tensorboard import SummaryWriter


class Projector(nn.Module):
    def __init__(self, dim=128, normalize=True):
        super().__init__()
        base = torchvision.models.resnet18(num_classes=512)
        self.f = base
        self.g = nn.Sequential(nn.Linear(512, 512), nn.BatchNorm1d(512), nn.ReLU(), nn.Linear(512, dim))

    def forward(self, x):
        h = self.f(x)
        z = self.g(h)
        return F.normalize(h, dim=-1), F.normalize(z, dim=-1)


def nt_xent(out_1, out_2, temperature=0.5):
    """out_1, out_2 come from the projector, unit length"""
    out_1 = F.normalize(out_1, dim=1)
    out_2 = F.normalize(out_2, dim=1)
    n = out_1.size(0)
    out = torch.cat([out_1, out_2], dim=0)
    sim = torch.exp(torch.mm(out, out.t().contiguous()) / temperature)
    mask = (torch.ones_like(sim) - torch.eye(2 * n, device=sim.device)).bool()
    sim = sim.masked_select(mask).view(2 * n, -1)
    pos = torch.exp(torch.sum(out_1 * out_2, dim=-1) / temperature)
    pos = torch.cat([pos, pos], dim=0)
    return (-torch.log(pos / sim.sum(dim=-1))).mean()  #@ stable naive-softmax


class DotContrast(nn.Module):
    def __init__(self, tau=0.07):
        super().__init__()
        self.tau = tau

    def forward(self, a, b):
        sim = a @ b.t() / self.tau
        e = sim.exp()
        pos = e.diag()
        return -torch.log(pos / e.sum(1)).mean()  #@ unstable naive-softmax


def moco_loss(q, k, queue, T=0.07):
    q = F.normalize(q, dim=1)
    k = F.normalize(k, dim=1)
    l_pos = torch.einsum('nc,nc->n', [q, k]).unsqueeze(-1)
    l_neg = torch.einsum('nc,ck->nk', [q, queue.clone().detach()])
    logits = torch.cat([l_pos, l_neg], dim=1) / T
    labels = torch.zeros(logits.shape[0], dtype=torch.long, device=q.device)
    return F.cross_entropy(logits, labels)  #@ stable softmax-before-ce


class SupCon(nn.Module):
    def __init__(self, temperature=0.07, base_temperature=0.07):
        super().__init__()
        self.temperature = temperature
        self.base_temperature = base_temperature

    def forward(self, features, labels):
        n = features.shape[0]
        mask = torch.eq(labels.view(-1, 1), labels.view(1, -1)).float()
        dots = torch.div(torch.matmul(features, features.T), self.temperature)
        logits_max, _ = torch.max(dots, dim=1, keepdim=True)
        logits = dots - logits_max.detach()
        logits_mask = 1 - torch.eye(n, device=features.device)
        mask = mask * logits_mask
        exp_logits = torch.exp(logits) * logits_mask
        log_prob = logits - torch.log(exp_logits.sum(1, keepdim=True))
        mean_log_prob_pos = (mask * log_prob).sum(1) / mask.sum(1).clamp(min=1)
        return -(self.temperature / self.base_temperature) * mean_log_prob_pos.mean()


def uniformity(x, t=2):
    x = F.normalize(x, dim=1)
    return torch.pdist(x, p=2).pow(2).mul(-t).exp().mean().log()  #@ stable naive-logsumexp


class CLIPHead(nn.Module):
    def __init__(self):
        super().__init__()
        self.logit_scale = nn.Parameter(torch.ones([]) * math.log(1 / 0.07))  #@ stable other

    def forward(self, img, txt):
        img = img / img.norm(dim=-1, keepdim=True)
        txt = txt / txt.norm(dim=-1, keepdim=True)
        scale = self.logit_scale.exp().clamp(max=100)  #@ stable other
        logits = scale * img @ txt.t()
        y = torch.arange(img.size(0), device=img.device)
        return (F.cross_entropy(logits, y) + F.cross_entropy(logits.t(), y)) / 2  #@ stable softmax-before-ce


@torch.no_grad()
def knn_predict(feature, bank, labels, classes, k=200, t=0.1):
    """feature and bank are l2 normalised."""
    feature = F.normalize(feature, dim=1)
    sim = torch.mm(feature, F.normalize(bank, dim=1).t())
    w, idx = sim.topk(k=k, dim=-1)
    sim_labels = torch.gather(labels.expand(feature.size(0), -1), dim=-1, index=idx)
    w = (w / t).exp()  #@ stable naive-softmax
    onehot = torch.zeros(feature.size(0) * k, classes).scatter(-1, sim_labels.view(-1, 1), 1.0)
    scores = torch.sum(onehot.view(feature.size(0), -1, classes) * w.unsqueeze(-1), dim=1)
    return scores.argsort(dim=-1, descending=True)


def train(net, loader, opt, epochs=200):
    writer = SummaryWriter()
    step = 0
    for epoch in range(epochs):
        for (x1, x2), _ in loader:
            _, z1 = net(x1)
            _, z2 = net(x2)
            loss = nt_xent(z1, z2)
            opt.zero_grad()
            loss.backward()
            opt.step()
            writer.add_scalar('loss', loss.item(), step)
            step += 1
