import argparse
import torch
import torch.nn as nn
import torch.nn.functional as F


def kd_loss(student, teacher, labels, T=4.0, alpha=0.9):
    soft = F.kl_div(F.log_softmax(student / T, dim=1),  #@ stable log-of-softmax
                    F.softmax(teacher / T, dim=1), reduction='batchmean') * T * T
    hard = F.cross_entropy(student, labels)  #@ stable softmax-before-ce
    return alpha * soft + (1 - alpha) * hard


def kd_loss_v0(student, teacher, T):
    p_s = F.softmax(student / T, dim=1)
    p_t = F.softmax(teacher / T, dim=1)
    return F.kl_div(p_s.log(), p_t, reduction='batchmean') * T ** 2  #@ unstable log-of-softmax


def kl(p, q):
    return (p * torch.log(p / q)).sum(1).mean()


def mutual_learning(net1, net2, x):
    a = torch.softmax(net1(x), 1)
    b = torch.softmax(net2(x), 1)
    return (a * (a.log() - b.log())).sum(1).mean()  #@ unstable log-of-softmax


def js_divergence(logits_a, logits_b):
    p, q = logits_a.softmax(-1), logits_b.softmax(-1)
    m = 0.5 * (p + q)
    m = torch.log(m.clamp(min=1e-7))  #@ unstable log-eps-hack
    return 0.5 * (F.kl_div(m, p, reduction='batchmean') + F.kl_div(m, q, reduction='batchmean'))


class SoftTarget(nn.Module):
    def __init__(self, T):
        super().__init__()
        self.T = T

    def soften(self, x):
        e = torch.exp(x / self.T)  #@ unstable naive-softmax
        return e / torch.sum(e, 1, keepdim=True)

    def forward(self, s, t):
        ps, pt = self.soften(s), self.soften(t)
        return -(pt * torch.log(ps)).sum(1).mean()  #@ unstable nll-of-softmax across


class LabelSmoothing(nn.Module):
    def __init__(self, smoothing=0.1):
        super().__init__()
        self.eps = smoothing

    def forward(self, x, target):
        lp = torch.nn.functional.log_softmax(x, dim=-1)
        nll = -lp.gather(dim=-1, index=target.unsqueeze(1)).squeeze(1)
        return ((1 - self.eps) * nll - self.eps * lp.mean(-1)).mean()


def run(student, teacher, loader, args):
    opt = torch.optim.SGD(student.parameters(), lr=args.lr, momentum=0.9, weight_decay=5e-4)
    teacher.eval()
    for epoch in range(args.epochs):
        for x, y in loader:
            with torch.no_grad():
                t = teacher(x)
            loss = kd_loss(student(x), t, y, args.T)
            opt.zero_grad()
            loss.backward()
            opt.step()


def parse():
    p = argparse.ArgumentParser()
    p.add_argument('--T', type=float, default=4)
    p.add_argument('--lr', type=float, default=.1)
    p.add_argument('--epochs', type=int, default=200)
    return p.parse_args()
