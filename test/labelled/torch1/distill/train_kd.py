import argparse
import logging

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from kd import KDLoss, StudentNet, TeacherNet, soft_targets
from kd.losses import soft_ce_logits, soft_cross_entropy
from kd.models import GatedStudent

logger = logging.getLogger("kd")


def get_args():
    p = argparse.ArgumentParser()
    p.add_argument("--mode", default="kd", choices=["kd", "soft", "gated", "pseudo"])
    p.add_argument("--epochs", type=int, default=30)
    p.add_argument("--lr", type=float, default=1e-3)
    p.add_argument("--temp", type=float, default=4.0)
    p.add_argument("--batch-size", type=int, default=128)
    return p.parse_args()


def loaders(bs):
    tf = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.5,) * 3)])
    tr = datasets.CIFAR10("data", train=True, download=True, transform=tf)
    te = datasets.CIFAR10("data", train=False, download=True, transform=tf)
    return DataLoader(tr, bs, shuffle=True), DataLoader(te, bs)


def main():
    args = get_args()
    logging.basicConfig(level=logging.INFO)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train, test = loaders(args.batch_size)
    teacher = TeacherNet().to(device).eval()
    teacher.load_state_dict(torch.load("teacher.pt", map_location=device))
    student = StudentNet().to(device)
    gated = GatedStudent().to(device)
    criterion = KDLoss(T=args.temp)
    hard = nn.CrossEntropyLoss()
    params = list(student.parameters()) + list(gated.parameters())
    opt = torch.optim.Adam(params, lr=args.lr)

    for epoch in range(args.epochs):
        for x, y in train:
            x, y = x.to(device), y.to(device)
            with torch.no_grad():
                t_logits = teacher(x)
            if args.mode == "kd":
                loss = criterion(student(x), t_logits, y)
            elif args.mode == "soft":
                ps = torch.softmax(student(x), dim=1)
                loss = soft_cross_entropy(ps, soft_targets(t_logits, args.temp))
                loss = loss + soft_ce_logits(student(x), soft_targets(t_logits, args.temp))
            elif args.mode == "gated":
                out = gated(x)
                loss = hard(out["prob"], y)  #@ unstable softmax-before-ce across
            else:
                target = teacher.predict_proba(x)
                loss = F.cross_entropy(student(x), target)  #@ stable softmax-before-ce
            opt.zero_grad()
            loss.backward()
            opt.step()
        correct = total = 0
        student.eval()
        with torch.no_grad():
            for x, y in test:
                pred = student(x.to(device)).argmax(1).cpu()
                correct += (pred == y).sum().item()
                total += y.numel()
        student.train()
        logger.info("epoch %d loss %.4f acc %.2f", epoch, loss.item(), 100 * correct / total)


if __name__ == "__main__":
    main()
