import argparse
import os

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from losses import ComboLoss, DiceLoss, FocalLoss, FocalWithLogits, LogCoshDice, OhemCE, WeightedBCE
from unet import MultiClassUNet, UNet


class NpzFolder(Dataset):
    def __init__(self, root):
        self.files = sorted(os.path.join(root, f) for f in os.listdir(root) if f.endswith(".npz"))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        d = np.load(self.files[i])
        img = d["image"].astype(np.float32) / 255.0
        return torch.from_numpy(img).permute(2, 0, 1), torch.from_numpy(d["mask"])


BINARY = {
    "dice": DiceLoss,
    "logcosh": LogCoshDice,
    "focal": FocalLoss,
    "wbce": lambda: WeightedBCE(3.0),
    "combo": ComboLoss,
}
MULTI = {"focal": FocalWithLogits, "ohem": OhemCE}


def iou(pred, target, eps=1e-6):
    inter = (pred & target).sum().item()
    union = (pred | target).sum().item()
    return (inter + eps) / (union + eps)


def run(args):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    loader = DataLoader(NpzFolder(args.train), args.bs, shuffle=True, num_workers=4)
    val = DataLoader(NpzFolder(args.val), args.bs)
    if args.classes == 1:
        net, crit = UNet().to(device), BINARY[args.loss]()
    else:
        net, crit = MultiClassUNet(n_classes=args.classes).to(device), MULTI[args.loss]()
    opt = torch.optim.AdamW(net.parameters(), lr=args.lr)
    poly = torch.optim.lr_scheduler.LambdaLR(opt, lambda e: (1 - e / args.epochs) ** 0.9)
    for epoch in range(args.epochs):
        net.train()
        for x, m in loader:
            x, m = x.to(device), m.to(device)
            out = net(x)
            loss = crit(out.squeeze(1), m.float()) if args.classes == 1 else crit(out, m.long())
            opt.zero_grad()
            loss.backward()
            opt.step()
        poly.step()
        net.eval()
        with torch.no_grad():
            scores = []
            for x, m in val:
                out = net(x.to(device)).cpu()
                p = out.squeeze(1) > 0.5 if args.classes == 1 else out.argmax(1) > 0
                scores.append(iou(p, m > 0))
        print("[%d] loss %.4f iou %.4f" % (epoch, loss.item(), np.mean(scores)))


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--train", default="data/train")
    p.add_argument("--val", default="data/val")
    p.add_argument("--loss", default="focal")
    p.add_argument("--classes", type=int, default=1)
    p.add_argument("--bs", type=int, default=8)
    p.add_argument("--lr", type=float, default=3e-4)
    p.add_argument("--epochs", type=int, default=40)
    run(p.parse_args())
