import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def sample_gumbel(shape, eps=1e-20):
    U = torch.rand(shape).clamp(1e-10, 1 - 1e-7)
    return -torch.log(-torch.log(U))


def gumbel_softmax_sample(logits, temperature):
    y = logits + sample_gumbel(logits.size())
    return F.softmax(y / temperature, dim=-1)


class CatVAE(nn.Module):
    def __init__(self, n_lat=30, n_cat=10):
        super().__init__()
        self.N, self.K = n_lat, n_cat
        self.enc = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, n_lat * n_cat))
        self.dec = nn.Sequential(nn.Linear(n_lat * n_cat, 512), nn.ReLU(), nn.Linear(512, 784), nn.Sigmoid())

    def forward(self, x, temp):
        q = self.enc(x.view(-1, 784))
        z = gumbel_softmax_sample(q.view(-1, self.N, self.K), temp)
        qy = F.softmax(q.view(-1, self.N, self.K), dim=-1)
        return self.dec(z.view(-1, self.N * self.K)), qy


def loss_function(model, recon, x, qy):
    bce = F.binary_cross_entropy(recon, x.view(-1, 784), reduction='sum') / x.size(0)  #@ stable bce-after-sigmoid
    return bce


def kl_uniform(model: CatVAE, x, temp):
    recon, qy = model(x, temp)
    log_ratio = torch.log(qy * model.K + 1e-20)  #@ unstable log-eps-hack across
    return torch.sum(qy * log_ratio, dim=-1).mean()


def kl_from_logits(logits):
    lq = F.log_softmax(logits, -1)  #@ stable log-of-softmax
    return (lq.exp() * (lq + np.log(logits.size(-1)))).sum(-1).mean()  #@ stable naive-softmax


def recon_ll(model: CatVAE, x, temp=0.5):
    p, _ = model(x, temp)
    x = x.view(-1, 784)
    return (x * p.log() + (1 - x) * (1 - p).log()).sum(1)  #@ unstable bce-after-sigmoid across


def run_epochs(model, loader, epochs=20):
    temp, temp_min, rate = 1.0, 0.5, 3e-5
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    step = 0
    for _ in range(epochs):
        for x, _ in loader:
            recon, qy = model(x, temp)
            loss = loss_function(model, recon, x, qy) + kl_uniform(model, x, temp)
            opt.zero_grad()
            loss.backward()
            opt.step()
            if step % 100 == 0:
                temp = np.maximum(temp * np.exp(-rate * step), temp_min)  #@ stable zero-temperature
            step += 1


def hard_sample(logits):
    tau = 0.0
    return F.softmax(logits / tau, dim=-1)  #@ unstable zero-temperature
