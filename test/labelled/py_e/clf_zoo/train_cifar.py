"""CIFAR-10 with ConvMixer, one-cycle schedule."""
import torch
import torch.nn.functional as F
import torchvision
import torchvision.transforms as T
from torch.optim.lr_scheduler import OneCycleLR

from models.convmixer import ConvMixer

CFG = dict(dim=256, depth=8, patch_size=2, kernel_size=5, lr_max=0.05, wd=0.01, epochs=25, batch=512)


def rand_mix(x, y, alpha=0.2):
    lam = torch.distributions.Beta(alpha, alpha).sample().item()
    idx = torch.randperm(x.size(0), device=x.device)
    return lam * x + (1 - lam) * x[idx], y, y[idx], lam


class Trainer:
    def __init__(self, cfg):
        self.cfg = cfg
        self.device = "cuda"
        self.net = ConvMixer(num_classes=10, dim=cfg["dim"], depth=cfg["depth"],
                             kernel_size=cfg["kernel_size"], patch_size=cfg["patch_size"]).to(self.device)
        self.opt = torch.optim.AdamW(self.net.parameters(), lr=cfg["lr_max"], weight_decay=cfg["wd"])

    def loss(self, x, y):
        x, ya, yb, lam = rand_mix(x, y)
        pred = self.net(x)
        return lam * F.cross_entropy(pred, ya) + (1 - lam) * F.cross_entropy(pred, yb)  #@ unstable softmax-before-ce across

    def run(self, loader):
        sched = OneCycleLR(self.opt, self.cfg["lr_max"], total_steps=self.cfg["epochs"] * len(loader))
        for ep in range(self.cfg["epochs"]):
            self.net.train()
            seen = tot = 0
            for x, y in loader:
                x, y = x.to(self.device), y.to(self.device)
                loss = self.loss(x, y)
                self.opt.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
                self.opt.step()
                sched.step()
                tot += loss.item() * len(x)
                seen += len(x)
            print(f"[{ep:02d}] {tot / seen:.4f} lr={sched.get_last_lr()[0]:.2e}")


def main():
    tf = T.Compose([T.RandomHorizontalFlip(), T.RandomCrop(32, 4), T.ToTensor(),
                    T.Normalize((0.4914, 0.4822, 0.4465), (0.2471, 0.2435, 0.2616))])
    ds = torchvision.datasets.CIFAR10("./data", train=True, download=True, transform=tf)
    loader = torch.utils.data.DataLoader(ds, CFG["batch"], shuffle=True, num_workers=4, drop_last=True)
    Trainer(CFG).run(loader)


if __name__ == "__main__":
    main()
