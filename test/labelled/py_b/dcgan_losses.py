import os
import torch
import torch.nn as nn
import torchvision.utils as vutils

nz, ngf, ndf, nc = 100, 64, 64, 3


def weights_init(m):
    name = m.__class__.__name__
    if name.find('Conv') != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.ConvTranspose2d(nz, ngf * 4, 4, 1, 0, bias=False),
            nn.BatchNorm2d(ngf * 4),
            nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 4, ngf, 4, 2, 1, bias=False),
            nn.BatchNorm2d(ngf),
            nn.ReLU(True),
            nn.ConvTranspose2d(ngf, nc, 4, 4, 0, bias=False),
            nn.Tanh(),
        )

    def forward(self, z):
        return self.main(z)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(nc, ndf, 4, 2, 1, bias=False),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(ndf, ndf * 4, 4, 4, 0, bias=False),
            nn.BatchNorm2d(ndf * 4),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(ndf * 4, 1, 4, 1, 0, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x):
        return self.main(x).view(-1)


netG, netD = Generator(), Discriminator()
netG.apply(weights_init)
netD.apply(weights_init)
optD = torch.optim.Adam(netD.parameters(), lr=2e-4, betas=(0.5, 0.999))
optG = torch.optim.Adam(netG.parameters(), lr=2e-4, betas=(0.5, 0.999))


def step_d(real):
    netD.zero_grad()
    z = torch.randn(real.size(0), nz, 1, 1)
    fake = netG(z).detach()
    d_real, d_fake = netD(real), netD(fake)
    loss_real = -torch.log(d_real).mean()  #@ unstable bce-after-sigmoid across
    loss_fake = -torch.log(1 - d_fake).mean()  #@ unstable bce-after-sigmoid across
    loss = loss_real + loss_fake
    loss.backward()
    optD.step()
    return loss.item()


def step_g(bs):
    netG.zero_grad()
    out = netD(netG(torch.randn(bs, nz, 1, 1)))
    loss = nn.BCELoss()(out, torch.ones_like(out))  #@ stable bce-after-sigmoid
    loss.backward()
    optG.step()
    return loss.item()


def train(loader, epochs=25, outdir='samples'):
    os.makedirs(outdir, exist_ok=True)
    fixed = torch.randn(64, nz, 1, 1)
    for ep in range(epochs):
        for i, (x, _) in enumerate(loader):
            ld = step_d(x)
            lg = step_g(x.size(0))
            if i % 50 == 0:
                print(f'[{ep}/{epochs}][{i}/{len(loader)}] D {ld:.3f} G {lg:.3f}')
        with torch.no_grad():
            vutils.save_image(netG(fixed), os.path.join(outdir, 'ep%03d.png' % ep), normalize=True)
