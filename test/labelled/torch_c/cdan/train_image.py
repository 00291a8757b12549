import argparse

import torch
import torch.nn as nn
import torch.optim as optim

import loss as L
from network import AdversarialNetwork, ResNetFc


def inv_lr(optimizer, it, lr0=0.001, gamma=0.001, power=0.75):
    lr = lr0 * (1 + gamma * it) ** (-power)
    for g in optimizer.param_groups:
        g["lr"] = lr * g.get("mult", 1.0)


def test(loader, net, device):
    net.eval()
    hit = tot = 0
    with torch.no_grad():
        for x, y in loader:
            _, out = net(x.to(device))
            hit += (out.argmax(1).cpu() == y).sum().item()
            tot += y.numel()
    net.train()
    return hit / tot


def train(cfg, source, target, test_loader, device):
    net = ResNetFc(class_num=cfg.classes).to(device)
    ad = AdversarialNetwork(256 * cfg.classes, 1024).to(device)
    ad_plain = AdversarialNetwork(256, 256).to(device)
    opt = optim.SGD([{"params": net.parameters()}, {"params": ad.parameters(), "mult": 10.0}], 0.001, momentum=0.9)
    softmax = nn.Softmax(dim=1)
    s_it, t_it = iter(source), iter(target)
    for i in range(cfg.iters):
        inv_lr(opt, i)
        try:
            xs, ys = next(s_it)
        except StopIteration:
            s_it = iter(source)
            xs, ys = next(s_it)
        try:
            xt, _ = next(t_it)
        except StopIteration:
            t_it = iter(target)
            xt, _ = next(t_it)
        fs, outs = net(xs.to(device))
        ft, outt = net(xt.to(device))
        features, outputs = torch.cat((fs, ft)), torch.cat((outs, outt))
        softmax_out = softmax(outputs)
        if cfg.method == "CDAN+E":
            entropy = L.Entropy(softmax_out)
            transfer = L.CDAN([features, softmax_out], ad, entropy)
        elif cfg.method == "ADDA":
            transfer = L.ADDA_map(ad_plain(ft))
        elif cfg.method == "MMD":
            transfer = L.gaussian_mmd(fs, ft)
        else:
            transfer = L.CDAN([features, softmax_out], ad)
        cls = nn.CrossEntropyLoss()(outs, ys.to(device))  #@ stable softmax-before-ce
        opt.zero_grad()
        (cls + cfg.trade_off * transfer).backward()
        opt.step()
        if i % 500 == 499:
            print("iter {:05d} acc {:.4f}".format(i, test(test_loader, net, device)))


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--method", default="CDAN+E")
    p.add_argument("--classes", type=int, default=31)
    p.add_argument("--iters", type=int, default=10000)
    p.add_argument("--trade_off", type=float, default=1.0)
    cfg = p.parse_args()
    sets = torch.load("office31.pt")
    mk = lambda d, s: torch.utils.data.DataLoader(d, 36, shuffle=s, drop_last=s)
    train(cfg, mk(sets["src"], True), mk(sets["tgt"], True), mk(sets["tgt"], False), torch.device("cuda:0"))
