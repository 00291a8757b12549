import argparse
import os

import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision.utils import save_image


class Generator(nn.Module):
    def __init__(self, nz, n_cls, ch=64):
        super().__init__()
        self.emb = nn.Embedding(n_cls, nz)
        self.net = nn.Sequential(
            nn.ConvTranspose2d(2 * nz, ch * 4, 4, 1, 0), nn.BatchNorm2d(ch * 4), nn.ReLU(True),
            nn.ConvTranspose2d(ch * 4, ch * 2, 4, 2, 1), nn.BatchNorm2d(ch * 2), nn.ReLU(True),
            nn.ConvTranspose2d(ch * 2, 1, 4, 2, 1), nn.Tanh())

    def forward(self, z, y):
        return self.net(torch.cat([z, self.emb(y)], 1)[..., None, None])


class Discriminator(nn.Module):
    """ACGAN: two heads, source and class."""

    def __init__(self, n_cls, ch=64):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(1, ch, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(ch, ch * 2, 4, 2, 1), nn.LeakyReLU(0.2), nn.Flatten())
        self.adv = nn.Sequential(nn.LazyLinear(1), nn.Sigmoid())
        self.aux = nn.Sequential(nn.LazyLinear(n_cls), nn.Softmax(dim=1))

    def forward(self, x):
        h = self.conv(x)
        return self.adv(h).view(-1), self.aux(h)


class Critic(nn.Module):
    def __init__(self, ch=64):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(1, ch, 4, 2, 1), nn.LeakyReLU(0.2), nn.Flatten(), nn.LazyLinear(1))

    def forward(self, x):
        return self.net(x).view(-1)


adv_loss = nn.BCELoss()
aux_loss = nn.CrossEntropyLoss()


def d_step(D, G, x, y, z, opt):
    opt.zero_grad()
    real, cls = D(x)
    fake, _ = D(G(z, y).detach())
    loss = adv_loss(real, torch.ones_like(real)) + adv_loss(fake, torch.zeros_like(fake))
    loss = loss + aux_loss(cls, y)  #@ unstable softmax-before-ce across
    loss.backward()
    opt.step()
    return loss.item()


def g_step(D, G, y, z, opt, saturating=False):
    opt.zero_grad()
    fake, cls = D(G(z, y))
    if saturating:
        loss = torch.log(1 - fake).mean()  #@ unstable bce-after-sigmoid across
    else:
        loss = adv_loss(fake, torch.ones_like(fake))
    loss = loss + aux_loss(cls, y)  #@ unstable softmax-before-ce across
    loss.backward()
    opt.step()
    return loss.item()


def critic_ns(C, G, x, y, z):
    """Non-saturating logistic loss as in StyleGAN."""
    d = F.softplus(C(G(z, y).detach())).mean() + F.softplus(-C(x)).mean()  #@ stable naive-softplus
    return d, F.softplus(-C(G(z, y))).mean()  #@ stable naive-softplus


def relativistic(C, xr, xf):
    return F.binary_cross_entropy_with_logits(C(xr) - C(xf).mean(), torch.ones(len(xr), device=xr.device))  #@ stable softmax-before-ce


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--nz", type=int, default=64)
    p.add_argument("--out", default="samples")
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    G, D = Generator(a.nz, 10), Discriminator(10)
    D(torch.zeros(2, 1, 16, 16))
    og = torch.optim.Adam(G.parameters(), 2e-4, (0.5, 0.999))
    od = torch.optim.Adam(D.parameters(), 2e-4, (0.5, 0.999))
    for i in range(100):
        y = torch.randint(0, 10, (32,))
        x = torch.rand(32, 1, 16, 16) * 2 - 1
        print(i, d_step(D, G, x, y, torch.randn(32, a.nz), od), g_step(D, G, y, torch.randn(32, a.nz), og))
    save_image(G(torch.randn(16, a.nz), torch.arange(16) % 10), os.path.join(a.out, "last.png"), normalize=True)


if __name__ == "__main__":
    main()
