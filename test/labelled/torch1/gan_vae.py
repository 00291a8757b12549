"""DCGAN / VAE playground (old style)."""
import argparse

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable
import torchvision.utils as vutils

ap = argparse.ArgumentParser()
ap.add_argument('--nz', type=int, default=100)
ap.add_argument('--ngf', type=int, default=64)
ap.add_argument('--niter', type=int, default=25)
ap.add_argument('--beta', type=float, default=1.0)


class Discriminator(nn.Module):
    def __init__(self, ndf=64):
        super(Discriminator, self).__init__()
        self.main = nn.Sequential(
            nn.Conv2d(3, ndf, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(ndf, ndf * 2, 4, 2, 1), nn.BatchNorm2d(ndf * 2), nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(ndf * 2, 1, 8), nn.Sigmoid())

    def forward(self, x):
        return self.main(x).view(-1)


class Critic(nn.Module):
    def __init__(self, ndf=64):
        super(Critic, self).__init__()
        self.main = nn.Sequential(
            nn.Conv2d(3, ndf, 4, 2, 1), nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(ndf, 1, 16))

    def forward(self, x):
        return self.main(x).view(-1)


class VAE(nn.Module):
    def __init__(self, d=20):
        super(VAE, self).__init__()
        self.fc1 = nn.Linear(784, 400)
        self.fc21 = nn.Linear(400, d)
        self.fc22 = nn.Linear(400, d)
        self.fc3 = nn.Linear(d, 400)
        self.fc4 = nn.Linear(400, 784)

    def reparametrize(self, mu, logvar):
        std = logvar.mul(0.5).exp_()  #@ stable other
        eps = Variable(torch.FloatTensor(std.size()).normal_())
        return eps.mul(std).add_(mu)

    def forward(self, x):
        h = F.relu(self.fc1(x))
        mu, logvar = self.fc21(h), self.fc22(h)
        z = self.reparametrize(mu, logvar)
        return torch.sigmoid(self.fc4(F.relu(self.fc3(z)))), mu, logvar


def vae_loss(recon_x, x, mu, logvar, beta=1.0):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction='sum')  #@ stable bce-after-sigmoid
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())  #@ stable other
    return BCE + beta * KLD


def vae_loss_manual(recon_x, x, mu, logvar):
    x = x.view(-1, 784)
    rec = -torch.sum(x * torch.log(recon_x) + (1 - x) * torch.log(1 - recon_x))  #@ unstable bce-after-sigmoid across
    kld = -0.5 * torch.sum(1 + logvar - mu ** 2 - torch.exp(logvar))  #@ stable other
    return rec + kld


def train_vae(model, loader, opt, manual=False):
    for x, _ in loader:
        x = Variable(x.view(-1, 784))
        recon, mu, logvar = model(x)
        loss = vae_loss_manual(recon, x, mu, logvar) if manual else vae_loss(recon, x, mu, logvar)
        opt.zero_grad()
        loss.backward()
        opt.step()


def run_vae(loader, epochs=10, manual=True):
    vae = VAE()
    opt = torch.optim.Adam(vae.parameters(), lr=1e-3)
    for epoch in range(epochs):
        train_vae(vae, loader, opt, manual=manual)
        print('epoch', epoch)
    return vae


def train_gan(netD, netG, loader, nz, niter):
    optD = torch.optim.Adam(netD.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optG = torch.optim.Adam(netG.parameters(), lr=2e-4, betas=(0.5, 0.999))
    D = Discriminator()
    D.load_state_dict(netD.state_dict())
    for epoch in range(niter):
        for i, (real, _) in enumerate(loader):
            z = Variable(torch.randn(real.size(0), nz, 1, 1))
            fake = netG(z)
            d_loss = -torch.mean(torch.log(D(real)) + torch.log(1 - D(fake.detach())))  #@ unstable bce-after-sigmoid across
            optD.zero_grad()
            d_loss.backward()
            optD.step()
            g_loss = -torch.log(D(fake)).mean()  #@ unstable bce-after-sigmoid across
            optG.zero_grad()
            g_loss.backward()
            optG.step()
        vutils.save_image(fake.data, 'fake_%03d.png' % epoch, normalize=True)


def train_ns(netG, loader, nz):
    C = Critic()
    opt = torch.optim.Adam(C.parameters(), lr=2e-4)
    for real, _ in loader:
        fake = netG(torch.randn(real.size(0), nz, 1, 1))
        d_loss = F.softplus(-C(real)).mean() + F.softplus(C(fake.detach())).mean()  #@ stable naive-softplus
        opt.zero_grad()
        d_loss.backward()
        opt.step()
        score = C(real)
        bce = nn.BCEWithLogitsLoss()(score, torch.ones_like(score))  #@ stable softmax-before-ce
    return bce


def inception_score(preds, splits=10):
    """preds: N x 1000 numpy array"""
    scores = []
    for k in range(splits):
        part = preds[k * (len(preds) // splits):(k + 1) * (len(preds) // splits)]
        py = part.mean(0, keepdims=True)
        kl = part * (np.log(part + 1e-16) - np.log(py + 1e-16))
        scores.append(np.exp(kl.sum(1).mean()))  #@ stable other
    return np.mean(scores), np.std(scores)
