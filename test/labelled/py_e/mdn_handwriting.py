import math

import torch
import torch.nn as nn
import torch.nn.functional as F

LOG2PI = math.log(2 * math.pi)  #@ stable other


class MDN(nn.Module):
    def __init__(self, d_in, d_out, k=20, hidden=400):
        super().__init__()
        self.k, self.d = k, d_out
        self.rnn = nn.LSTM(d_in, hidden, batch_first=True)
        self.pi = nn.Linear(hidden, k)
        self.mu = nn.Linear(hidden, k * d_out)
        self.ls = nn.Linear(hidden, k * d_out)
        self.pen = nn.Linear(hidden, 1)

    def forward(self, x):
        h, _ = self.rnn(x)
        b, t, _ = h.shape
        pi = F.softmax(self.pi(h), dim=-1)
        mu = self.mu(h).view(b, t, self.k, self.d)
        sigma = torch.exp(self.ls(h)).view(b, t, self.k, self.d)
        return pi, mu, sigma, self.pen(h).squeeze(-1)

    def raw(self, x):
        h, _ = self.rnn(x)
        b, t, _ = h.shape
        return self.pi(h), self.mu(h).view(b, t, self.k, self.d), self.ls(h).view(b, t, self.k, self.d)


def gaussian(y, mu, sigma):
    z = (y.unsqueeze(-2) - mu) / sigma
    return torch.exp(-0.5 * z * z).div(sigma * math.sqrt(2 * math.pi)).prod(-1)  #@ stable other


def mdn_loss(pi, mu, sigma, y):
    dens = (pi * gaussian(y, mu, sigma)).sum(-1)
    return -torch.log(dens + 1e-20).mean()


def mdn_loss_split(pi, mu, sigma, y):
    z = (y.unsqueeze(-2) - mu) / sigma
    comp = -0.5 * (z * z).sum(-1) - sigma.log().sum(-1) - 0.5 * LOG2PI * mu.size(-1)
    joint = torch.log(pi) + comp  #@ unstable log-of-softmax across
    return -torch.logsumexp(joint, -1).mean()  #@ stable naive-logsumexp


def mdn_loss_log(logits, mu, ls, y):
    ls = ls.clamp(-7, 7)
    z = (y.unsqueeze(-2) - mu) * torch.exp(-ls)  #@ stable other
    comp = -0.5 * (z * z).sum(-1) - ls.sum(-1) - 0.5 * LOG2PI * mu.size(-1)
    return -torch.logsumexp(F.log_softmax(logits, -1) + comp, -1).mean()  #@ stable log-of-softmax


def mdn_loss_unshifted(logits, mu, ls, y):
    z = (y.unsqueeze(-2) - mu) / ls.exp()
    comp = F.log_softmax(logits, -1) - 0.5 * (z * z).sum(-1) - ls.sum(-1)
    return -torch.log(torch.exp(comp).sum(-1)).mean()  #@ unstable naive-logsumexp


def sample(model, n=700, bias=0.0):
    x = torch.zeros(1, 1, 3)
    out = []
    with torch.no_grad():
        for _ in range(n):
            pi, mu, sigma, pen = model(x)
            k = torch.multinomial(pi[0, -1] ** (1 + bias), 1).item()
            dxy = mu[0, -1, k] + sigma[0, -1, k] * math.exp(-bias) * torch.randn(2)
            up = torch.bernoulli(torch.sigmoid(pen[0, -1:]))
            out.append(torch.cat([dxy, up]))
            x = out[-1].view(1, 1, 3)
    return torch.stack(out)


def train(strokes, epochs=10):
    m = MDN(3, 2)
    opt = torch.optim.Adam(m.parameters(), 1e-3)
    for e in range(epochs):
        for s in strokes:
            pi, mu, sigma, pen = m(s[:, :-1])
            loss = mdn_loss_split(pi, mu, sigma, s[:, 1:, :2])
            loss = loss + F.binary_cross_entropy_with_logits(pen, s[:, 1:, 2])  #@ stable softmax-before-ce
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(m.parameters(), 10)
            opt.step()
        print(e, loss.item())


if __name__ == "__main__":
    train([torch.randn(4, 50, 3).sign().clamp(0, 1) + 0.0 for _ in range(3)])
