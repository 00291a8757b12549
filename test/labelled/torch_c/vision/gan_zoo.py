import argparse
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable
from torchvision.utils import save_image

os.makedirs("images", exist_ok=True)
parser = argparse.ArgumentParser()
parser.add_argument("--n_epochs", type=int, default=200)
parser.add_argument("--latent_dim", type=int, default=100)
parser.add_argument("--kind", default="mm", help="mm | ns | hinge | logits | bgan | infogan")
opt = parser.parse_args()
print(opt)
img_shape = (1, 28, 28)


class Generator(nn.Module):
    def __init__(self):
        super(Generator, self).__init__()

        def block(i, o, normalize=True):
            layers = [nn.Linear(i, o)]
            if normalize:
                layers.append(nn.BatchNorm1d(o, 0.8))
            layers.append(nn.LeakyReLU(0.2, inplace=True))
            return layers

        self.model = nn.Sequential(*block(opt.latent_dim, 128, False), *block(128, 256), *block(256, 512),
                                   nn.Linear(512, int(np.prod(img_shape))), nn.Tanh())

    def forward(self, z):
        return self.model(z).view(z.size(0), *img_shape)


class Discriminator(nn.Module):
    def __init__(self):
        super(Discriminator, self).__init__()
        self.trunk = nn.Sequential(nn.Linear(784, 512), nn.LeakyReLU(0.2), nn.Linear(512, 256), nn.LeakyReLU(0.2))
        self.adv = nn.Linear(256, 1)
        self.cat = nn.Sequential(nn.Linear(256, 10), nn.Softmax(dim=1))

    def forward(self, img):
        return torch.sigmoid(self.adv(self.trunk(img.view(img.size(0), -1))))

    def raw(self, img):
        return self.adv(self.trunk(img.view(img.size(0), -1)))

    def code(self, img):
        return self.cat(self.trunk(img.view(img.size(0), -1)))


G, D = Generator(), Discriminator()
opt_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
opt_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))


def d_loss(real, fake):
    if opt.kind == "hinge":
        return F.relu(1 - D.raw(real)).mean() + F.relu(1 + D.raw(fake)).mean()
    if opt.kind == "logits":
        r, f = D.raw(real), D.raw(fake)
        ones = torch.ones_like(r)
        return F.binary_cross_entropy_with_logits(r, ones) + F.binary_cross_entropy_with_logits(f, 0 * ones)  #@ stable softmax-before-ce
    return -torch.mean(torch.log(D(real)) + torch.log(1.0 - D(fake)))  #@ unstable bce-after-sigmoid across


def g_loss(fake):
    if opt.kind == "mm":
        return torch.mean(torch.log(1.0 - D(fake)))  #@ unstable bce-after-sigmoid across
    if opt.kind == "bgan":
        p = D(fake)
        return 0.5 * torch.mean((torch.log(p) - torch.log(1 - p)) ** 2)  #@ unstable log-of-sigmoid across
    if opt.kind == "logits":
        return F.softplus(-D.raw(fake)).mean()  #@ stable naive-softplus
    if opt.kind == "hinge":
        return -D.raw(fake).mean()
    return -torch.log(D(fake) + 1e-8).mean()  #@ unstable log-eps-hack across


info_criterion = nn.CrossEntropyLoss()


def info_loss(fake, code):
    return info_criterion(D.code(fake), code)  #@ unstable softmax-before-ce across


def inception_score(preds, splits=10):
    """preds: class frequencies from the frozen classifier, rows sum to one"""
    scores = []
    for part in np.array_split(preds, splits):
        py = part.mean(0, keepdims=True)
        kl = part * (np.log(part + 1e-16) - np.log(py + 1e-16))
        scores.append(np.exp(kl.sum(1).mean()))  #@ stable other
    return np.mean(scores), np.std(scores)


def main(loader):
    for epoch in range(opt.n_epochs):
        for i, (imgs, _) in enumerate(loader):
            real = Variable(imgs.float())
            z = Variable(torch.randn(imgs.size(0), opt.latent_dim))
            fake = G(z)
            opt_D.zero_grad()
            ld = d_loss(real, fake.detach())
            ld.backward()
            opt_D.step()
            opt_G.zero_grad()
            lg = g_loss(fake)
            if opt.kind == "infogan":
                lg = lg + info_loss(fake, torch.randint(0, 10, (imgs.size(0),)))
            lg.backward()
            opt_G.step()
        print("[Epoch %d/%d] [D loss: %f] [G loss: %f]" % (epoch, opt.n_epochs, ld.item(), lg.item()))
        save_image(fake.data[:25], "images/%d.png" % epoch, nrow=5, normalize=True)
