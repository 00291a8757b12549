from __future__ import print_function, division

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class RBM(nn.Module):
    def __init__(self, n_vis=784, n_hin=500, k=5):
        super(RBM, self).__init__()
        self.W = nn.Parameter(torch.randn(n_hin, n_vis) * 1e-2)
        self.v_bias = nn.Parameter(torch.zeros(n_vis))
        self.h_bias = nn.Parameter(torch.zeros(n_hin))
        self.k = k

    def sample_from_p(self, p):
        return F.relu(torch.sign(p - torch.rand_like(p)))

    def v_to_h(self, v):
        p_h = torch.sigmoid(F.linear(v, self.W, self.h_bias))  #@ stable naive-sigmoid
        return p_h, self.sample_from_p(p_h)

    def h_to_v(self, h):
        p_v = torch.sigmoid(F.linear(h, self.W.t(), self.v_bias))  #@ stable naive-sigmoid
        return p_v, self.sample_from_p(p_v)

    def forward(self, v):
        _, h = self.v_to_h(v)
        for _ in range(self.k):
            _, v_ = self.h_to_v(h)
            _, h = self.v_to_h(v_)
        return v, v_

    def free_energy(self, v):
        vbias_term = v.mv(self.v_bias)
        wx_b = F.linear(v, self.W, self.h_bias)
        hidden_term = wx_b.exp().add(1).log().sum(1)  #@ unstable naive-softplus
        return (-hidden_term - vbias_term).mean()


class GaussianRBM(RBM):
    def free_energy(self, v):
        quad = 0.5 * ((v - self.v_bias) ** 2).sum(1)
        return (quad - F.softplus(F.linear(v, self.W, self.h_bias)).sum(1)).mean()  #@ stable naive-softplus


class JEM(nn.Module):
    """classifier whose logsumexp is the negative energy"""

    def __init__(self, backbone, n_classes=10, dim=512):
        super().__init__()
        self.f = backbone
        self.class_output = nn.Linear(dim, n_classes)

    def classify(self, x):
        return self.class_output(self.f(x)).squeeze()

    def forward(self, x, y=None):
        logits = self.classify(x)
        if y is None:
            return logits.logsumexp(1)  #@ stable naive-logsumexp
        return torch.gather(logits, 1, y[:, None])


def energy_score(logits, T=1.0):
    return -T * (logits / T).exp().sum(1).log()  #@ unstable naive-logsumexp


def msp_score(logits):
    return logits.softmax(1).max(1).values  #@ stable naive-softmax


def ood_loss(id_logits, ood_logits, y, m_in=-23.0, m_out=-5.0):
    e_in = -torch.logsumexp(id_logits, 1)  #@ stable naive-logsumexp
    e_out = -torch.logsumexp(ood_logits, 1)
    hinge = F.relu(e_in - m_in).pow(2).mean() + F.relu(m_out - e_out).pow(2).mean()
    return F.cross_entropy(id_logits, y) + 0.1 * hinge  #@ stable softmax-before-ce


def sgld(f, x0, steps=20, lr=1.0, noise=0.01):
    x = x0.clone().requires_grad_(True)
    for _ in range(steps):
        g, = torch.autograd.grad(f(x).sum(), x)
        x.data += lr * g + noise * torch.randn_like(x)
    return x.detach()


def nce_loss(log_model, log_noise, log_model_n, log_noise_n, k):
    pos = log_model - (log_noise + np.log(k))  #@ stable other
    neg = log_model_n - (log_noise_n + np.log(k))
    p_pos = 1 / (1 + torch.exp(-pos))  #@ unstable naive-sigmoid
    l_neg = F.logsigmoid(-neg)  #@ stable log-of-sigmoid
    return (1 - p_pos).mean() - l_neg.mean()


def train_rbm(loader, epochs=10):
    rbm = RBM(k=1)
    opt = torch.optim.SGD(rbm.parameters(), 0.1)
    for ep in range(epochs):
        losses = []
        for x, _ in loader:
            v = torch.bernoulli(x.view(-1, 784))
            v, v1 = rbm(v)
            loss = rbm.free_energy(v) - rbm.free_energy(v1.detach())
            losses.append(loss.item())
            opt.zero_grad()
            loss.backward()
            opt.step()
        print("epoch", ep, np.mean(losses))
