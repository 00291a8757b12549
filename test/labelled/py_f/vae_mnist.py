from __future__ import print_function
import torch
import torch.utils.data
from torch import nn, optim
from torch.nn import functional as F
from math import log, pi


class VAE(nn.Module):
    def __init__(self, latent=20):
        super(VAE, self).__init__()
        self.fc1 = nn.Linear(784, 400)
        self.fc21 = nn.Linear(400, latent)
        self.fc22 = nn.Linear(400, latent)
        self.fc3 = nn.Linear(latent, 400)
        self.fc4 = nn.Linear(400, 784)

    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1).clamp(-10, 10)

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)  #@ stable other
        eps = torch.randn_like(std)
        return mu + eps * std

    def decode(self, z):
        h3 = F.relu(self.fc3(z))
        return torch.sigmoid(self.fc4(h3))

    def decode_logits(self, z):
        return self.fc4(F.relu(self.fc3(z)))

    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 784))
        z = self.reparameterize(mu, logvar)
        return self.decode(z), mu, logvar


def kld(mu, logvar):
    return -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())  #@ stable other


def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction='sum')  #@ unstable bce-after-sigmoid across
    return BCE + kld(mu, logvar)


def loss_v2(model, x):
    mu, logvar = model.encode(x.view(-1, 784))
    logits = model.decode_logits(model.reparameterize(mu, logvar))
    rec = F.binary_cross_entropy_with_logits(logits, x.view(-1, 784), reduction='sum')  #@ stable bce-after-sigmoid
    return rec + kld(mu, logvar)


def manual_bernoulli_ll(model, x, z):
    # log p(x|z)
    x = x.view(-1, 784)
    p = torch.sigmoid(model.decode_logits(z))
    ll = x * torch.log(p) + (1 - x) * torch.log(1 - p)  #@ unstable bce-after-sigmoid
    return ll.sum(-1)


def log_normal(z, mu, logvar):
    return -0.5 * (log(2 * pi) + logvar + (z - mu) ** 2 / torch.exp(logvar)).sum(-1)  #@ stable other


@torch.no_grad()
def iwae_bound(model, x, k=50):
    mu, logvar = model.encode(x.view(-1, 784))
    ws = []
    for _ in range(k):
        z = model.reparameterize(mu, logvar)
        logits = model.decode_logits(z)
        lpx = -F.binary_cross_entropy_with_logits(logits, x.view(-1, 784), reduction='none').sum(-1)
        zero = torch.zeros_like(z)
        ws.append(lpx + log_normal(z, zero, zero) - log_normal(z, mu, logvar))
    w = torch.stack(ws)
    return (torch.logsumexp(w, 0) - log(k)).mean()  #@ stable naive-logsumexp


@torch.no_grad()
def iwae_bound_old(model, x, k=10):
    mu, logvar = model.encode(x.view(-1, 784))
    tot = 0
    for _ in range(k):
        z = model.reparameterize(mu, logvar)
        logits = model.decode_logits(z)
        lpx = -F.binary_cross_entropy_with_logits(logits, x.view(-1, 784), reduction='none').sum(-1)
        tot = tot + torch.exp(lpx)
    return torch.log(tot / k).mean()  #@ unstable naive-logsumexp


def train(model, loader, opt, epoch, device):
    model.train()
    total = 0
    beta = min(1.0, epoch / 10)
    for i, (data, _) in enumerate(loader):
        data = data.to(device)
        opt.zero_grad()
        recon, mu, logvar = model(data)
        loss = loss_function(recon, data, mu, logvar)
        loss.backward()
        total += loss.item()
        opt.step()
    print('====> Epoch: {} Average loss: {:.4f}'.format(epoch, total / len(loader.dataset)))
