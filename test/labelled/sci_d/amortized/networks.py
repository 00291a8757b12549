"""Networks for amortised inference over discrete and continuous latents (PyTorch)."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class CellTypeNet(nn.Module):
    """Maps expression counts to cell-type membership."""

    def __init__(self, n_genes, n_types, hidden=128):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(n_genes, hidden), nn.BatchNorm1d(hidden), nn.ReLU(), nn.Dropout(0.1),
        )
        self.head = nn.Linear(hidden, n_types)

    def forward(self, x):
        h = self.body(torch.log1p(x))  #@ stable other
        return F.softmax(self.head(h), dim=-1)


class Encoder(nn.Module):
    def __init__(self, n_genes, latent, hidden=128):
        super().__init__()
        self.fc = nn.Linear(n_genes, hidden)
        self.mu = nn.Linear(hidden, latent)
        self.logvar = nn.Linear(hidden, latent)

    def forward(self, x):
        h = F.relu(self.fc(torch.log1p(x)))
        return self.mu(h), self.logvar(h)


class Decoder(nn.Module):
    """Gene proportions and the logit of dropout (zero inflation)."""

    def __init__(self, latent, n_genes, hidden=128):
        super().__init__()
        self.fc = nn.Linear(latent, hidden)
        self.scale = nn.Linear(hidden, n_genes)
        self.drop = nn.Linear(hidden, n_genes)
        self.log_theta = nn.Parameter(torch.zeros(n_genes))

    def forward(self, z, library):
        h = F.relu(self.fc(z))
        px = torch.softmax(self.scale(h), dim=-1)
        return px * library, self.drop(h)


class Critic(nn.Module):
    def __init__(self, dx, dy, hidden=64):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(dx + dy, hidden), nn.ReLU(), nn.Linear(hidden, 1))

    def forward(self, x, y):
        n = x.size(0)
        pairs = torch.cat([x.repeat_interleave(n, 0), y.repeat(n, 1)], dim=1)
        return self.f(pairs).view(n, n)
