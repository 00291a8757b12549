import argparse
import logging
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.optim.lr_scheduler import LambdaLR

logger = logging.getLogger("kd")


class KDLoss(nn.Module):
    """Hinton et al. 2015"""

    def __init__(self, T=4.0, alpha=0.9):
        super().__init__()
        self.T, self.alpha = T, alpha

    def forward(self, s, t, y):
        kd = F.kl_div(F.log_softmax(s / self.T, dim=1), F.softmax(t / self.T, dim=1),  #@ stable log-of-softmax
                      reduction="batchmean") * self.T ** 2
        return self.alpha * kd + (1 - self.alpha) * F.cross_entropy(s, y)  #@ stable softmax-before-ce


class SoftTargetOld(nn.Module):
    def __init__(self, T=4.0):
        super().__init__()
        self.T = T

    def soften(self, z):
        return torch.softmax(z / self.T, dim=-1)

    def forward(self, s, t):
        q = self.soften(s)
        p = self.soften(t)
        return F.kl_div(q.log(), p, reduction="batchmean") * (self.T ** 2)  #@ unstable log-of-softmax across


class JSD(nn.Module):
    def forward(self, a, b):
        pa, pb = F.softmax(a, dim=1), F.softmax(b, dim=1)
        m = torch.clamp((pa + pb) / 2, 1e-7, 1).log()
        return 0.5 * (F.kl_div(m, pa, reduction="batchmean") + F.kl_div(m, pb, reduction="batchmean"))


class DKD(nn.Module):
    """decoupled kd"""

    def __init__(self, alpha=1.0, beta=8.0, T=4.0):
        super().__init__()
        self.alpha, self.beta, self.T = alpha, beta, T

    @staticmethod
    def cat_mask(p, m1, m2):
        return torch.cat([(p * m1).sum(1, keepdim=True), (p * m2).sum(1, keepdim=True)], dim=1)

    def forward(self, s, t, y):
        gt = torch.zeros_like(s).scatter_(1, y.unsqueeze(1), 1).bool()
        ps, pt = F.softmax(s / self.T, dim=1), F.softmax(t / self.T, dim=1)
        ps, pt = self.cat_mask(ps, gt, ~gt), self.cat_mask(pt, gt, ~gt)
        tckd = F.kl_div(torch.log(ps), pt, reduction="batchmean") * self.T ** 2  #@ unstable log-of-softmax across
        s2 = F.log_softmax(s / self.T - 1000.0 * gt, dim=1)  #@ stable log-of-softmax
        t2 = F.softmax(t / self.T - 1000.0 * gt, dim=1)
        nckd = F.kl_div(s2, t2, reduction="batchmean") * self.T ** 2
        return self.alpha * tckd + self.beta * nckd


class FeatureKD(nn.Module):
    """similarity preserving + attention transfer"""

    def forward(self, fs, ft):
        loss = 0
        for a, b in zip(fs, ft):
            qa = F.normalize(a.pow(2).mean(1).flatten(1))
            qb = F.normalize(b.pow(2).mean(1).flatten(1))
            loss = loss + (qa - qb).pow(2).mean()
        return loss


def spatial_softmax_kd(fs, ft, tau=0.5):
    """channel-wise distillation"""
    n, c, h, w = fs.shape
    s = fs.view(n * c, -1) / tau
    t = ft.view(n * c, -1) / tau
    pt = torch.exp(t) / torch.exp(t).sum(1, keepdim=True)  #@ unstable naive-softmax
    return (pt * (F.log_softmax(t, 1) - F.log_softmax(s, 1))).sum() * tau ** 2 / (n * c)  #@ stable log-of-softmax


def ensemble_log_probs(logits_list):
    """log of mean of member probabilities"""
    stacked = torch.stack([F.log_softmax(z, dim=-1) for z in logits_list])  #@ stable log-of-softmax
    return torch.logsumexp(stacked, dim=0) - math.log(len(logits_list))  #@ stable naive-logsumexp


def warmup_cosine(step, warmup, total):
    if step < warmup:
        return math.exp(-5.0 * (1 - step / warmup) ** 2)  #@ stable other
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))


def train(student, teacher, loader, args):
    crit = KDLoss(args.T, args.alpha) if args.loss == "kd" else SoftTargetOld(args.T)
    opt = torch.optim.SGD(student.parameters(), lr=args.lr, momentum=0.9, weight_decay=5e-4)
    sched = LambdaLR(opt, lambda s: warmup_cosine(s, 500, args.steps))
    scaler = torch.cuda.amp.GradScaler()
    teacher.eval()
    for step, (x, y) in enumerate(loader):
        x, y = x.cuda(non_blocking=True), y.cuda(non_blocking=True)
        with torch.no_grad():
            t = teacher(x)
        with torch.cuda.amp.autocast():
            s = student(x)
        loss = crit(s.float(), t.float(), y) if args.loss == "kd" else crit(s.float(), t.float())
        opt.zero_grad(set_to_none=True)
        scaler.scale(loss).backward()
        scaler.step(opt)
        scaler.update()
        sched.step()
        if step % 100 == 0:
            logger.log(logging.INFO, "step %d loss %.4f", step, loss.item())  #@ stable other
        if step >= args.steps:
            break


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--T", type=float, default=4.0)
    ap.add_argument("--alpha", type=float, default=0.9)
    ap.add_argument("--lr", type=float, default=0.1)
    ap.add_argument("--steps", type=int, default=20000)
    ap.add_argument("--loss", choices=["kd", "soft"], default="kd")
    args = ap.parse_args()
    logging.basicConfig(level=logging.INFO)
    import torchvision.models as M
    from torchvision.datasets import FakeData
    from torchvision.transforms import ToTensor
    loader = torch.utils.data.DataLoader(FakeData(transform=ToTensor()), batch_size=64)
    train(M.resnet18(num_classes=10).cuda(), M.resnet50(num_classes=10).cuda(), loader, args)
