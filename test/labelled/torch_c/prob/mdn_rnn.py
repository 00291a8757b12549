"""World-models style MDN-RNN and a plain mixture density net."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

LOG2PI = math.log(2 * math.pi)  #@ stable other


class MDNRNN(nn.Module):
    def __init__(self, latent=32, action=3, hidden=256, k=5):
        super().__init__()
        self.latent, self.k = latent, k
        self.rnn = nn.LSTM(latent + action, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 3 * k * latent + 2)

    def forward(self, z, a, state=None):
        h, state = self.rnn(torch.cat([z, a], -1), state)
        o = self.out(h)
        n = self.k * self.latent
        shp = h.shape[:2] + (self.k, self.latent)
        pi, mu, ls = (t.reshape(shp) for t in (o[..., :n], o[..., n:2 * n], o[..., 2 * n:3 * n]))
        pi = F.softmax(pi, dim=2)
        sigma = torch.exp(ls)  #@ stable other
        return pi, mu, sigma, o[..., -2], o[..., -1], state


def mdn_loss(pi, mu, sigma, y):
    y = y.unsqueeze(2)
    comp = torch.exp(-0.5 * ((y - mu) / sigma) ** 2) / (sigma * math.sqrt(2 * math.pi))
    p = (pi * comp).sum(2)
    return -torch.log(p + 1e-8).mean()


def mdn_loss_log(pi, mu, sigma, y):
    lp = -0.5 * (((y.unsqueeze(2) - mu) / sigma) ** 2 + LOG2PI) - sigma.log()
    return -torch.logsumexp(torch.log(pi) + lp, dim=2).mean()  #@ unstable log-of-softmax across


def gmm_nll(logit_pi, mu, log_sigma, y):
    z = (y.unsqueeze(-1) - mu) * torch.exp(-log_sigma)  #@ stable other
    lp = -0.5 * z ** 2 - log_sigma - 0.5 * LOG2PI
    mix = F.log_softmax(logit_pi, dim=-1)  #@ stable log-of-softmax
    return -torch.logsumexp(mix + lp, dim=-1).mean()  #@ stable naive-logsumexp


def done_loss(done_logit, done):
    p = torch.sigmoid(done_logit)
    return -(10 * done * torch.log(p) + (1 - done) * torch.log(1 - p)).mean()  #@ unstable bce-after-sigmoid


def sample(pi, mu, sigma, tau=1.0):
    logp = pi.clamp(min=1e-20).log() / tau
    logp = logp - logp.max(dim=2, keepdim=True).values
    w = logp.exp()  #@ stable naive-softmax
    w = w / w.sum(2, keepdim=True)
    idx = torch.distributions.Categorical(w.transpose(2, 3)).sample().unsqueeze(2)
    m = mu.gather(2, idx).squeeze(2)
    s = sigma.gather(2, idx).squeeze(2)
    return m + s * math.sqrt(tau) * torch.randn_like(m)


def train(loader, epochs=20, device="cpu"):
    net = MDNRNN().to(device)
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    for e in range(epochs):
        for z, a, r, d in loader:
            z, a, r, d = (t.to(device) for t in (z, a, r, d))
            pi, mu, sigma, rew, done, _ = net(z[:, :-1], a[:, :-1])
            loss = mdn_loss_log(pi, mu, sigma, z[:, 1:]) + F.mse_loss(rew, r[:, :-1]) + done_loss(done, d[:, :-1])
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
        print(e, loss.item())
    return net
