#!/usr/bin/env python
# Vanilla GAN (Goodfellow 2014), original minimax objective, 28x28 digits
import os
import torch
from torch import nn, optim
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
from torchvision.utils import save_image

BATCH = 128
Z = 100
DEV = "cuda:0" if torch.cuda.is_available() else "cpu"


class Generator(nn.Module):
    def __init__(self):
        super(Generator, self).__init__()

        def block(i, o, norm=True):
            layers = [nn.Linear(i, o)]
            if norm:
                layers.append(nn.BatchNorm1d(o, 0.8))
            layers.append(nn.LeakyReLU(0.2, inplace=True))
            return layers

        self.model = nn.Sequential(*block(Z, 128, False), *block(128, 256), *block(256, 512), nn.Linear(512, 784), nn.Tanh())

    def forward(self, z):
        return self.model(z).view(-1, 1, 28, 28)


class Discriminator(nn.Module):
    def __init__(self):
        super(Discriminator, self).__init__()
        self.model = nn.Sequential(
            nn.Linear(784, 512), nn.LeakyReLU(0.2),
            nn.Linear(512, 256), nn.LeakyReLU(0.2),
            nn.Linear(256, 1), nn.Sigmoid(),
        )

    def forward(self, img):
        return self.model(img.view(img.size(0), -1))


class Critic(nn.Module):
    """Same thing, raw scores."""
    def __init__(self):
        super(Critic, self).__init__()
        self.model = nn.Sequential(nn.Linear(784, 256), nn.LeakyReLU(0.2), nn.Linear(256, 1))

    def forward(self, img):
        return self.model(img.flatten(1))


G, D = Generator().to(DEV), Discriminator().to(DEV)
C = Critic().to(DEV)
optG = optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
optD = optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
adversarial = nn.BCELoss()
with_logits = nn.BCEWithLogitsLoss()


def train_d(real):
    fake = G(torch.randn(real.size(0), Z, device=DEV)).detach()
    loss = -torch.mean(torch.log(D(real)) + torch.log(1. - D(fake)))  #@ unstable log-of-sigmoid across
    optD.zero_grad()
    loss.backward()
    optD.step()
    return loss.item()


def train_g(n):
    fake = G(torch.randn(n, Z, device=DEV))
    loss = torch.mean(torch.log(1. - D(fake)))  #@ unstable log-of-sigmoid across
    optG.zero_grad()
    loss.backward()
    optG.step()
    return loss.item()


def train_g_nonsat(n):
    fake = G(torch.randn(n, Z, device=DEV))
    ones = torch.ones(n, 1, device=DEV)
    loss = adversarial(D(fake), ones)  #@ unstable bce-after-sigmoid across
    optG.zero_grad(); loss.backward(); optG.step()
    return loss.item()


def critic_losses(real, fake):
    r, f = C(real), C(fake)
    lr_ = with_logits(r, torch.ones_like(r))  #@ stable bce-after-sigmoid
    lf_ = with_logits(f, torch.zeros_like(f))
    g_ = nn.functional.softplus(-f).mean()  #@ stable naive-softplus
    return lr_ + lf_, g_


def main():
    os.makedirs("images", exist_ok=True)
    ds = datasets.MNIST("data", download=True, transform=transforms.Compose([transforms.ToTensor(), transforms.Normalize([.5], [.5])]))
    for epoch in range(50):
        for i, (x, _) in enumerate(DataLoader(ds, BATCH, shuffle=True)):
            x = x.to(DEV)
            ld = train_d(x)
            lg = train_g(x.size(0)) if epoch < 1 else train_g_nonsat(x.size(0))
            if i % 400 == 0:
                print("[%d/%d] D %.4f G %.4f" % (epoch, 50, ld, lg))
        save_image(G(torch.randn(25, Z, device=DEV)), "images/%d.png" % epoch, nrow=5, normalize=True)


if __name__ == "__main__":
    main()
