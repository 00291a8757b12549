import argparse
import math
import time

import torch
from torch.optim.lr_scheduler import LambdaLR
from torchvision import datasets, transforms

from kd.criterion import DeepSupervision, KDLoss, SoftTargetCE, js_divergence
from kd.models import build


def cosine(total, warmup=5):
    def fn(e):
        if e < warmup:
            return (e + 1) / warmup
        return 0.5 * (1 + math.cos(math.pi * (e - warmup) / (total - warmup)))
    return fn


def rampup(epoch, length=30):
    t = min(max(epoch / length, 0.0), 1.0)
    return math.exp(-5.0 * (1.0 - t) ** 2)  #@ stable other


@torch.no_grad()
def accuracy(net, loader, device):
    net.eval()
    hit = n = 0
    for x, y in loader:
        out = net(x.to(device))
        if isinstance(out, dict):
            out = out['main']
        hit += (out.argmax(1).cpu() == y).sum().item()
        n += y.numel()
    return hit / n


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--teacher-ckpt')
    ap.add_argument('--student', default='student', choices=['student', 'branch'])
    ap.add_argument('--loss', default='kd', choices=['kd', 'soft', 'deep', 'mutual'])
    ap.add_argument('--epochs', type=int, default=100)
    args = ap.parse_args()
    device = 'cuda' if torch.cuda.is_available() else 'cpu'
    tf = transforms.Compose([transforms.RandomCrop(32, 4), transforms.RandomHorizontalFlip(), transforms.ToTensor()])
    train = torch.utils.data.DataLoader(datasets.CIFAR100('data', True, tf, download=True), 128, True, num_workers=4)
    test = torch.utils.data.DataLoader(datasets.CIFAR100('data', False, transforms.ToTensor()), 256)

    teacher = build('teacher').to(device).eval()
    if args.teacher_ckpt:
        teacher.load_state_dict(torch.load(args.teacher_ckpt, map_location=device))
    net = build('branch' if args.loss in ('deep', 'mutual') else 'student').to(device)
    kd, soft, deep = KDLoss(), SoftTargetCE(T=2.0), DeepSupervision()
    opt = torch.optim.SGD(net.parameters(), 0.1, momentum=0.9, weight_decay=5e-4)
    sched = LambdaLR(opt, cosine(args.epochs))
    for epoch in range(args.epochs):
        net.train()
        t0 = time.time()
        for x, y in train:
            x, y = x.to(device), y.to(device)
            out = net(x)
            if args.loss == 'kd':
                with torch.no_grad():
                    t = teacher(x)
                loss = kd(out, t, y)
            elif args.loss == 'soft':
                with torch.no_grad():
                    t = teacher(x)
                loss = soft(out, t)
            elif args.loss == 'deep':
                loss = deep(out, y)
            else:
                loss = deep(out, y) + rampup(epoch) * js_divergence(out['main'], out['aux'])
            opt.zero_grad()
            loss.backward()
            opt.step()
        sched.step()
        print(f'{epoch:3d} acc {accuracy(net, test, device):.4f} {time.time() - t0:.1f}s')


if __name__ == '__main__':
    main()
