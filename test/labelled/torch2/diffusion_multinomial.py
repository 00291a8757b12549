import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def timestep_embedding(t, dim, max_period=10000):
    half = dim // 2
    freqs = torch.exp(-math.log(max_period) * torch.arange(half, dtype=torch.float32) / half)  #@ stable other
    args = t[:, None].float() * freqs[None].to(t.device)
    return torch.cat([torch.cos(args), torch.sin(args)], dim=-1)


def sigmoid_beta_schedule(timesteps, start=1e-4, end=0.02):
    betas = torch.linspace(-6, 6, timesteps)
    return torch.sigmoid(betas) * (end - start) + start  #@ stable naive-sigmoid


def cosine_alphas(timesteps, s=0.008):
    x = torch.linspace(0, timesteps, timesteps + 1)
    ac = torch.cos(((x / timesteps) + s) / (1 + s) * math.pi * 0.5) ** 2
    ac = ac / ac[0]
    return (ac[1:] / ac[:-1]).clamp(0.001, 1.0)


def log_add_exp(a, b):
    maximum = torch.max(a, b)
    return maximum + torch.log(torch.exp(a - maximum) + torch.exp(b - maximum))  #@ stable naive-logsumexp


def log_1_min_a(a):
    return torch.log(1 - a.exp() + 1e-40)


def index_to_log_onehot(x, num_classes):
    x_onehot = F.one_hot(x, num_classes)
    x_onehot = x_onehot.movedim(-1, 1)
    return torch.log(x_onehot.float().clamp(min=1e-30))  #@ stable log-eps-hack


class Denoiser(nn.Module):
    def __init__(self, k, length, width=256):
        super().__init__()
        self.emb = nn.Embedding(k, width)
        self.t = nn.Linear(width, width)
        enc = nn.TransformerEncoderLayer(width, 8, batch_first=True)
        self.body = nn.TransformerEncoder(enc, 4)
        self.out = nn.Linear(width, k)
        self.width = width

    def forward(self, x, t):
        h = self.emb(x) + self.t(timestep_embedding(t, self.width))[:, None]
        return self.out(self.body(h)).transpose(1, 2)


class MultinomialDiffusion(nn.Module):
    def __init__(self, k, length, timesteps=1000, parametrization="x0"):
        super().__init__()
        self.k, self.T = k, timesteps
        self.net = Denoiser(k, length)
        alphas = cosine_alphas(timesteps).double()
        log_alpha = torch.log(alphas)  #@ stable other
        log_cumprod = log_alpha.cumsum(0)
        self.register_buffer("log_alpha", log_alpha.float())
        self.register_buffer("log_cumprod_alpha", log_cumprod.float())
        self.register_buffer("log_1_min_cumprod", log_1_min_a(log_cumprod).float())

    def q_pred(self, log_x0, t):
        la = self.log_cumprod_alpha[t].view(-1, 1, 1)
        l1 = self.log_1_min_cumprod[t].view(-1, 1, 1)
        return log_add_exp(log_x0 + la, l1 - math.log(self.k))  #@ stable naive-logsumexp

    def predict_start(self, x_t, t):
        logits = self.net(x_t, t)
        return F.log_softmax(logits, dim=1)  #@ stable log-of-softmax

    def predict_start_prob(self, x_t, t):
        return torch.softmax(self.net(x_t, t), dim=1)

    def aux_loss(self, x0, x_t, t):
        p = self.predict_start_prob(x_t, t)
        nll = -torch.log(p.gather(1, x0.unsqueeze(1)).squeeze(1))  #@ unstable nll-of-softmax across
        return nll.mean()

    def sample_categorical(self, logits):
        uniform = torch.rand_like(logits)
        gumbel = -torch.log(-torch.log(uniform + 1e-30) + 1e-30)  #@ stable log-eps-hack
        return (gumbel + logits).argmax(dim=1)

    def kl(self, log_p, log_q):
        return (log_p.exp() * (log_p - log_q)).sum(1)  #@ stable other

    def forward(self, x0):
        b = x0.size(0)
        t = torch.randint(0, self.T, (b,), device=x0.device)
        log_x0 = index_to_log_onehot(x0, self.k)
        x_t = self.sample_categorical(self.q_pred(log_x0, t))
        pred = self.predict_start(x_t, t)
        main = self.kl(log_x0, pred).mean()
        return main + 0.05 * self.aux_loss(x0, x_t, t)

    @torch.no_grad()
    def sample(self, n, length, temperature=1.0, guidance=0.0):
        x = torch.randint(0, self.k, (n, length))
        conf = None
        for i in reversed(range(self.T)):
            t = torch.full((n,), i, dtype=torch.long)
            logits = self.net(x, t) * (1 + guidance)
            e = (logits / temperature).exp()
            p = e / e.sum(dim=1, keepdim=True)  #@ unstable naive-softmax
            x = torch.distributions.Categorical(p.transpose(1, 2)).sample()
            conf = p.max(1).values
        return x, conf
