import argparse
import math

import torch
from torch import nn, optim
from torch.nn import functional as F
from torchvision import datasets, transforms

parser = argparse.ArgumentParser(description='VAE MNIST Example')
parser.add_argument('--batch-size', type=int, default=128)
parser.add_argument('--epochs', type=int, default=10)
parser.add_argument('--iwae', type=int, default=0)
parser.add_argument('--likelihood', default='bce')
args = parser.parse_args()
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')

train_loader = torch.utils.data.DataLoader(
    datasets.MNIST('../data', train=True, download=True, transform=transforms.ToTensor()),
    batch_size=args.batch_size, shuffle=True)


class VAE(nn.Module):
    def __init__(self):
        super(VAE, self).__init__()
        self.fc1 = nn.Linear(784, 400)
        self.fc21 = nn.Linear(400, 20)
        self.fc22 = nn.Linear(400, 20)
        self.fc3 = nn.Linear(20, 400)
        self.fc4 = nn.Linear(400, 784)

    def encode(self, x):
        h1 = F.relu(self.fc1(x))
        return self.fc21(h1), self.fc22(h1)

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)  #@ stable other
        return mu + torch.randn_like(std) * std

    def decode(self, z):
        h3 = F.relu(self.fc3(z))
        return torch.sigmoid(self.fc4(h3))

    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 784))
        z = self.reparameterize(mu, logvar)
        return self.decode(z), mu, logvar, z


model = VAE().to(device)
optimizer = optim.Adam(model.parameters(), lr=1e-3)


def log_normal(x, mu, logvar):
    return (-0.5 * (math.log(2 * math.pi) + logvar + (x - mu) ** 2 / logvar.exp())).sum(-1)  #@ stable other


def bernoulli_ll(recon, x):
    return (x * torch.log(recon) + (1 - x) * torch.log(1 - recon)).sum(-1)  #@ unstable bce-after-sigmoid across


def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction='sum')
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())  #@ stable other
    return BCE + KLD


def iwae_bound(x, k):
    x = x.view(-1, 784)
    w = []
    for _ in range(k):
        recon, mu, logvar, z = model(x)
        zero = torch.zeros_like(mu)
        w.append(bernoulli_ll(recon, x) + log_normal(z, zero, zero) - log_normal(z, mu, logvar))
    w = torch.stack(w)
    return (torch.logsumexp(w, 0) - math.log(k)).mean()  #@ stable naive-logsumexp


def marginal_ll(x, k=100):
    x = x.view(-1, 784)
    ws = []
    with torch.no_grad():
        for _ in range(k):
            recon, mu, logvar, z = model(x)
            zero = torch.zeros_like(mu)
            ws.append(bernoulli_ll(recon, x) + log_normal(z, zero, zero) - log_normal(z, mu, logvar))
    return torch.stack(ws).exp().mean(0).log()  #@ unstable naive-logsumexp


def with_logits_elbo(recon, x, mu, logvar):
    rec = F.binary_cross_entropy_with_logits(recon, x.view(-1, 784), reduction='sum')  #@ unstable softmax-before-ce across
    return rec - 0.5 * torch.sum(1 + logvar - mu ** 2 - torch.exp(logvar))  #@ stable other


def train(epoch):
    model.train()
    train_loss = 0
    beta = 1 / (1 + math.exp(-(epoch - 5)))  #@ stable naive-sigmoid
    for batch_idx, (data, _) in enumerate(train_loader):
        data = data.to(device)
        optimizer.zero_grad()
        if args.iwae:
            loss = -iwae_bound(data, args.iwae)
        else:
            recon, mu, logvar, _ = model(data)
            if args.likelihood == 'bce':
                loss = loss_function(recon, data, mu, logvar)
            else:
                loss = beta * with_logits_elbo(recon, data, mu, logvar)
        loss.backward()
        train_loss += loss.item()
        optimizer.step()
        if batch_idx % 100 == 0:
            print('Train Epoch: {} [{}/{}]\tLoss: {:.6f}'.format(
                epoch, batch_idx * len(data), len(train_loader.dataset), loss.item() / len(data)))


if __name__ == '__main__':
    for epoch in range(1, args.epochs + 1):
        train(epoch)
    print(marginal_ll(next(iter(train_loader))[0].to(device)).mean().item())
