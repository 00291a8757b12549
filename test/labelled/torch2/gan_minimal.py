import os
import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms
from torchvision.utils import save_image

latent_dim = 64
batch_size = 128
epochs = 50
lr = 2e-4
device = 'cuda' if torch.cuda.is_available() else 'cpu'


class Generator(nn.Module):
    def __init__(self):
        super(Generator, self).__init__()
        self.main = nn.Sequential(
            nn.Linear(latent_dim, 256),
            nn.LeakyReLU(0.2),
            nn.Linear(256, 512),
            nn.LeakyReLU(0.2),
            nn.Linear(512, 784),
            nn.Tanh())

    def forward(self, z):
        return self.main(z).view(-1, 1, 28, 28)


class Discriminator(nn.Module):
    def __init__(self):
        super(Discriminator, self).__init__()
        self.main = nn.Sequential(
            nn.Linear(784, 512),
            nn.LeakyReLU(0.2),
            nn.Linear(512, 256),
            nn.LeakyReLU(0.2),
            nn.Linear(256, 1),
            nn.Sigmoid())

    def forward(self, x):
        return self.main(x.view(x.size(0), -1))


G = Generator().to(device)
D = Discriminator().to(device)
opt_g = torch.optim.Adam(G.parameters(), lr=lr, betas=(0.5, 0.999))
opt_d = torch.optim.Adam(D.parameters(), lr=lr, betas=(0.5, 0.999))


def train_d(real):
    z = torch.randn(real.size(0), latent_dim, device=device)
    fake = G(z).detach()
    loss_real = -torch.mean(torch.log(D(real)))  #@ unstable bce-after-sigmoid across
    loss_fake = -torch.mean(torch.log(1 - D(fake)))  #@ unstable bce-after-sigmoid across
    loss = loss_real + loss_fake
    opt_d.zero_grad()
    loss.backward()
    opt_d.step()
    return loss.item()


def train_g(n):
    z = torch.randn(n, latent_dim, device=device)
    out = D(G(z))
    loss = -out.log().mean()  #@ unstable bce-after-sigmoid across
    opt_g.zero_grad()
    loss.backward()
    opt_g.step()
    return loss.item()


def main():
    tf = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
    data = datasets.MNIST('data', train=True, download=True, transform=tf)
    loader = DataLoader(data, batch_size=batch_size, shuffle=True, drop_last=True)
    os.makedirs('samples', exist_ok=True)
    fixed = torch.randn(64, latent_dim, device=device)
    for epoch in range(epochs):
        dl = gl = 0.0
        for x, _ in loader:
            x = x.to(device)
            dl += train_d(x)
            gl += train_g(x.size(0))
        print('epoch %d  d %.4f  g %.4f' % (epoch, dl / len(loader), gl / len(loader)))
        with torch.no_grad():
            save_image((G(fixed) + 1) / 2, f'samples/{epoch:03d}.png', nrow=8)


if __name__ == '__main__':
    main()
