import argparse

import torch
import torch.nn.functional as F

import criteria as C
from vat import VAT
from wrn import EMA, WideResNet


def cycle(loader):
    while True:
        for b in loader:
            yield b


def train(args, labeled, unlabeled, device):
    model = WideResNet().to(device)
    ema = EMA(model)
    opt = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.9, nesterov=True)
    vat = VAT()
    lab, unl = cycle(labeled), cycle(unlabeled)
    for step in range(args.steps):
        x, y = next(lab)
        uw, us = next(unl)
        x, y, uw, us = (t.to(device) for t in (x, y, uw, us))
        logits = model(x)
        if args.tsa:
            thr = C.tsa_threshold(step, args.steps, logits.size(1))
            py = logits.softmax(1).gather(1, y[:, None]).squeeze(1)
            keep = (py.detach() < thr).float()
            nll = -torch.log(py)  #@ unstable nll-of-softmax
            sup = (nll * keep).sum() / keep.sum().clamp(min=1)
        else:
            sup = F.cross_entropy(logits, y)  #@ stable softmax-before-ce

        if args.method == "fixmatch":
            unsup, rate = C.fixmatch(model(uw), model(us))
        elif args.method == "mixmatch":
            with torch.no_grad():
                t = C.sharpen((model(uw).softmax(1) + model(us).softmax(1)) / 2, 0.5)
            unsup = C.mixmatch_u(model(us), t) * 75 * C.rampup(step, 16000)
        elif args.method == "vat":
            unsup = vat(model, uw) + C.entmin(model(uw))
        else:
            pu = F.softmax(model(uw), dim=1)
            unsup = 0.1 * C.entropy(pu).mean()
        loss = sup + args.lam * unsup
        opt.zero_grad()
        loss.backward()
        opt.step()
        ema.update(model)
        if step % 500 == 0:
            print("step %d sup %.3f unsup %.3f" % (step, sup.item(), float(unsup)))
    return ema


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--method", default="fixmatch")
    ap.add_argument("--lr", type=float, default=0.03)
    ap.add_argument("--lam", type=float, default=1.0)
    ap.add_argument("--steps", type=int, default=2 ** 17)
    ap.add_argument("--tsa", action="store_true")
    a = ap.parse_args()
    from torch.utils.data import DataLoader, TensorDataset
    d = torch.load("cifar_split.pt")
    train(a, DataLoader(TensorDataset(d["x"], d["y"]), 64, shuffle=True),
          DataLoader(TensorDataset(d["u_weak"], d["u_strong"]), 448, shuffle=True),
          torch.device("cuda" if torch.cuda.is_available() else "cpu"))
