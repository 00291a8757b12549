import argparse
import logging
import math
import os

import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
from torchvision.utils import save_image

from losses import (adversarial_with_logits, attribute_loss, d_loss_logistic, d_loss_minimax,
                    g_loss_logistic, g_loss_nonsaturating, gradient_penalty)
from networks import Critic, Discriminator, Generator, weights_init

logger = logging.getLogger(__name__)


def parse():
    p = argparse.ArgumentParser()
    p.add_argument('--dataroot', required=True)
    p.add_argument('--mode', choices=['minimax', 'lsreal', 'logistic'], default='minimax')
    p.add_argument('--niter', type=int, default=25)
    p.add_argument('--lr', type=float, default=2e-4)
    p.add_argument('--nz', type=int, default=100)
    p.add_argument('--n-attr', type=int, default=40)
    p.add_argument('--outf', default='samples')
    return p.parse_args()


def main():
    opt = parse()
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    os.makedirs(opt.outf, exist_ok=True)
    tfm = transforms.Compose([transforms.Resize(32), transforms.CenterCrop(32),
                              transforms.ToTensor(), transforms.Normalize((.5,) * 3, (.5,) * 3)])
    dataset = datasets.CelebA(opt.dataroot, target_type='attr', transform=tfm)
    loader = DataLoader(dataset, batch_size=128, shuffle=True, num_workers=4, drop_last=True)
    n_levels = int(math.log(32, 2)) - 1  #@ stable other
    logger.info('levels %d', n_levels)

    netG = Generator(opt.nz).to(device)
    netG.apply(weights_init)
    if opt.mode == 'logistic':
        netD = Critic().to(device)
    else:
        netD = Discriminator(n_attr=opt.n_attr).to(device)
        netD.apply(weights_init)
    optD = torch.optim.Adam(netD.parameters(), lr=opt.lr, betas=(0.5, 0.999))
    optG = torch.optim.Adam(netG.parameters(), lr=opt.lr, betas=(0.5, 0.999))
    fixed = torch.randn(64, opt.nz, 1, 1, device=device)

    for epoch in range(opt.niter):
        for i, (real, attrs) in enumerate(loader):
            real, attrs = real.to(device), attrs.to(device)
            z = torch.randn(real.size(0), opt.nz, 1, 1, device=device)
            fake = netG(z)

            optD.zero_grad()
            if opt.mode == 'logistic':
                errD = d_loss_logistic(netD(real), netD(fake.detach()))
                errD = errD + 10 * gradient_penalty(netD, real, fake.detach())
            else:
                pr, attr_logits = netD(real)
                pf, _ = netD(fake.detach())
                if opt.mode == 'minimax':
                    errD = d_loss_minimax(pr, pf)
                else:
                    errD = adversarial_with_logits(pr, True) + adversarial_with_logits(pf, False)
                errD = errD + attribute_loss(attr_logits, attrs)
            errD.backward()
            optD.step()

            optG.zero_grad()
            if opt.mode == 'logistic':
                errG = g_loss_logistic(netD(fake))
            else:
                errG = g_loss_nonsaturating(netD(fake)[0])
            errG.backward()
            optG.step()
            if i % 100 == 0:
                print('[%d/%d][%d/%d] D %.4f G %.4f' % (epoch, opt.niter, i, len(loader), errD.item(), errG.item()))
        with torch.no_grad():
            save_image(netG(fixed), '%s/fake_%03d.png' % (opt.outf, epoch), normalize=True)


if __name__ == '__main__':
    logging.basicConfig(level=logging.INFO)
    main()
