"""Vanilla VAE + importance weighted bound."""
import math
import torch
from torch import nn, optim
from torch.nn import functional as F


class VAE(nn.Module):
    def __init__(self, d_in=784, d_h=400, d_z=20):
        super(VAE, self).__init__()
        self.d_z = d_z
        self.fc1 = nn.Linear(d_in, d_h)
        self.fc21 = nn.Linear(d_h, d_z)
        self.fc22 = nn.Linear(d_h, d_z)
        self.fc3 = nn.Linear(d_z, d_h)
        self.fc4 = nn.Linear(d_h, d_in)

    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return mu + eps * std

    def decode(self, z):
        return self.fc4(F.relu(self.fc3(z)))

    def forward(self, x):
        mu, logvar = self.encode(x.view(x.size(0), -1))
        z = self.reparameterize(mu, logvar)
        return self.decode(z), mu, logvar, z


def elbo_loss(logits, x, mu, logvar):
    bce = F.binary_cross_entropy_with_logits(logits, x, reduction='sum')  #@ stable bce-after-sigmoid
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld


def log_normal(z, mu, logvar):
    c = math.log(2 * math.pi)  #@ stable other
    return -0.5 * (c + logvar + (z - mu) ** 2 / logvar.exp()).sum(-1)


def bernoulli_loglik(logits, x):
    p = torch.sigmoid(logits)
    ll = x * torch.log(p) + (1 - x) * torch.log(1 - p)  #@ unstable bce-after-sigmoid
    return ll.sum(-1)


def iwae_bound(model, x, k=50):
    x = x.view(x.size(0), -1)
    mu, logvar = model.encode(x)
    ws = []
    for _ in range(k):
        z = model.reparameterize(mu, logvar)
        lw = bernoulli_loglik(model.decode(z), x)
        lw = lw + log_normal(z, torch.zeros_like(z), torch.zeros_like(z)) - log_normal(z, mu, logvar)
        ws.append(lw)
    log_w = torch.stack(ws, 0)
    return torch.log(torch.mean(torch.exp(log_w), 0)).mean()  #@ unstable naive-logsumexp


def iwae_eval(model, x, k=500):
    x = x.view(x.size(0), -1)
    mu, logvar = model.encode(x)
    log_w = []
    for _ in range(k):
        z = model.reparameterize(mu, logvar)
        rec = -F.binary_cross_entropy_with_logits(model.decode(z), x, reduction='none').sum(-1)
        log_w.append(rec + log_normal(z, torch.zeros_like(z), torch.zeros_like(z)) - log_normal(z, mu, logvar))
    log_w = torch.stack(log_w)
    return torch.logsumexp(log_w, dim=0) - math.log(k)  #@ stable naive-logsumexp


def fit(model, loader, epochs=10):
    opt = optim.Adam(model.parameters(), lr=1e-3)
    for e in range(epochs):
        tot = 0.
        for x, _ in loader:
            opt.zero_grad()
            out, mu, lv, _ = model(x)
            loss = elbo_loss(out, x.view(x.size(0), -1), mu, lv)
            loss.backward()
            opt.step()
            tot += loss.item()
        print('====> Epoch: {} Average loss: {:.4f}'.format(e, tot / len(loader.dataset)))
