import argparse
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
from torchvision import transforms as T


class TwoViews:
    def __init__(self, tf):
        self.tf = tf

    def __call__(self, img):
        return self.tf(img), self.tf(img)


class Encoder(nn.Module):
    def __init__(self, dim=128, normalize=True):
        super().__init__()
        net = torchvision.models.resnet18(num_classes=512)
        net.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
        net.maxpool = nn.Identity()
        self.f = net
        self.g = nn.Sequential(nn.ReLU(), nn.Linear(512, dim))
        self.normalize = normalize

    def forward(self, x):
        z = self.g(self.f(x))
        return F.normalize(z, dim=-1) if self.normalize else z


def nt_xent(z1, z2, temperature=0.5):
    z = F.normalize(torch.cat([z1, z2], 0), dim=1)
    sim = torch.exp(torch.mm(z, z.t()) / temperature)  #@ stable naive-softmax
    n = z.size(0)
    mask = ~torch.eye(n, dtype=torch.bool, device=z.device)
    neg = sim.masked_select(mask).view(n, -1).sum(-1)
    pos = torch.exp((F.normalize(z1, dim=1) * F.normalize(z2, dim=1)).sum(-1) / temperature)  #@ stable naive-softmax
    pos = torch.cat([pos, pos], 0)
    return -torch.log(pos / neg).mean()  #@ stable naive-softmax


def info_nce_dot(q, k, queue, t=0.07):
    pos = torch.exp((q * k).sum(1) / t)
    neg = torch.exp(q @ queue.t() / t).sum(1)
    return -torch.log(pos / (pos + neg)).mean()  #@ unstable naive-softmax across


def moco_loss(q, k, queue, t=0.07):
    l_pos = torch.einsum('nc,nc->n', q, k).unsqueeze(-1)
    l_neg = torch.einsum('nc,kc->nk', q, queue)
    logits = torch.cat([l_pos, l_neg], dim=1) / t
    return F.cross_entropy(logits, torch.zeros(len(q), dtype=torch.long, device=q.device))  #@ stable softmax-before-ce


def supcon(features, labels, t=0.1):
    features = F.normalize(features, dim=1)
    logits = features @ features.T / t
    logits = logits - logits.max(dim=1, keepdim=True).values.detach()
    eye = torch.eye(len(labels), device=labels.device)
    pos = (labels[:, None] == labels[None]).float() - eye
    exp_logits = torch.exp(logits) * (1 - eye)  #@ stable naive-softmax
    log_prob = logits - torch.log(exp_logits.sum(1, keepdim=True))  #@ stable naive-logsumexp
    return -((pos * log_prob).sum(1) / pos.sum(1).clamp(min=1)).mean()


def barlow(z1, z2, lam=5e-3):
    z1 = (z1 - z1.mean(0)) / z1.std(0)
    z2 = (z2 - z2.mean(0)) / z2.std(0)
    c = z1.t() @ z2 / len(z1)
    on = (c.diagonal() - 1).pow(2).sum()
    off = c.pow(2).sum() - c.diagonal().pow(2).sum()
    return on + lam * off


def uniformity(x, t=2):
    x = F.normalize(x, dim=-1)
    return torch.pdist(x, p=2).pow(2).mul(-t).exp().mean().log()  #@ stable naive-logsumexp


def lr_at(step, total, base):
    return base * 0.5 * (1. + math.cos(math.pi * step / total))


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--method', default='simclr')
    p.add_argument('--epochs', type=int, default=100)
    args = p.parse_args()
    tf = TwoViews(T.Compose([T.RandomResizedCrop(32), T.RandomHorizontalFlip(), T.ToTensor()]))
    ds = torchvision.datasets.CIFAR10('data', True, tf, download=True)
    dl = torch.utils.data.DataLoader(ds, 256, True, num_workers=8, drop_last=True)
    enc = Encoder(normalize=args.method not in ('dot', 'barlow')).cuda()
    queue = torch.randn(4096, 128).cuda()
    opt = torch.optim.SGD(enc.parameters(), 0.06, momentum=0.9)
    for ep in range(args.epochs):
        for g in opt.param_groups:
            g['lr'] = lr_at(ep, args.epochs, 0.06)
        for (a, b), y in dl:
            za, zb = enc(a.cuda()), enc(b.cuda())
            if args.method == 'simclr':
                loss = nt_xent(za, zb)
            elif args.method == 'dot':
                loss = info_nce_dot(za, zb.detach(), queue)
                queue = torch.cat([zb.detach(), queue])[:4096]
            elif args.method == 'barlow':
                loss = barlow(za, zb)
            else:
                loss = supcon(torch.cat([za, zb]), torch.cat([y, y]).cuda())
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(ep, loss.item(), uniformity(za.detach()).item())


if __name__ == '__main__':
    main()
