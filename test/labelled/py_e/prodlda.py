# ProdLDA / neural topic model
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F


class ProdLDA(nn.Module):
    def __init__(self, V, K=50, hidden=100, alpha=0.02):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(V, hidden), nn.Softplus(), nn.Linear(hidden, hidden), nn.Softplus(), nn.Dropout(0.2))
        self.mu, self.logvar = nn.Linear(hidden, K), nn.Linear(hidden, K)
        self.mu_bn, self.lv_bn = nn.BatchNorm1d(K), nn.BatchNorm1d(K)
        self.beta = nn.Linear(K, V, bias=False)
        self.dec_bn = nn.BatchNorm1d(V)
        a = np.full((1, K), alpha)
        self.register_buffer("mu0", torch.tensor((np.log(a).T - np.log(a).mean(1)).T).float())  #@ stable other
        self.register_buffer("var0", torch.tensor(((1 / a) * (1 - 2 / K) + 1 / (K * K) * (1 / a).sum(1))).float())

    def encode(self, x):
        h = self.enc(x)
        return self.mu_bn(self.mu(h)), self.lv_bn(self.logvar(h))

    def forward(self, x):
        mu, lv = self.encode(x)
        z = mu + torch.exp(0.5 * lv) * torch.randn_like(mu)  #@ stable other
        theta = F.softmax(z, dim=-1)
        recon = F.softmax(self.dec_bn(self.beta(theta)), dim=-1)
        return recon, mu, lv

    def loss(self, x):
        recon, mu, lv = self(x)
        nll = -(x * (recon + 1e-10).log()).sum(1)  #@ unstable log-eps-hack across
        return (nll + self.kl(mu, lv)).mean()

    def loss_v2(self, x):
        mu, lv = self.encode(x)
        z = mu + (0.5 * lv).exp() * torch.randn_like(mu)  #@ stable other
        word = F.log_softmax(self.dec_bn(self.beta(F.softmax(z, -1))), -1)  #@ stable log-of-softmax
        return (-(x * word).sum(1) + self.kl(mu, lv)).mean()

    def kl(self, mu, lv):
        var = lv.exp()  #@ stable other
        return 0.5 * ((var / self.var0) + (mu - self.mu0) ** 2 / self.var0 - lv + self.var0.log() - 1).sum(1)

    @torch.no_grad()
    def topics(self, vocab, n=10):
        w = self.beta.weight.t()
        return [[vocab[j] for j in row.topk(n).indices.tolist()] for row in w]


def npmi(topics, df, co, n_docs):
    out = []
    for t in topics:
        for i in range(len(t)):
            for j in range(i):
                pij = co.get((t[i], t[j]), 0) / n_docs
                if pij == 0:
                    out.append(-1.0)
                    continue
                pi, pj = df[t[i]] / n_docs, df[t[j]] / n_docs
                out.append(np.log(pij / (pi * pj)) / -np.log(pij))  #@ stable other
    return float(np.mean(out))


def perplexity(model, loader):
    tot, words = 0.0, 0
    model.eval()
    with torch.no_grad():
        for x in loader:
            recon, mu, lv = model(x)
            tot += -(x * torch.log(recon)).sum().item()  #@ unstable log-of-softmax across
            words += x.sum().item()
    return float(np.exp(tot / words))  #@ stable other


def gibbs_lda_loglik(nwk, nk, beta):
    from scipy.special import gammaln
    V = nwk.shape[0]
    return (gammaln(nwk + beta).sum() - gammaln(nk + V * beta).sum())


def main():
    x = torch.poisson(torch.rand(512, 1000) * 0.3)
    m = ProdLDA(1000)
    opt = torch.optim.Adam(m.parameters(), 2e-3, betas=(0.99, 0.999))
    for e in range(20):
        for b in x.split(64):
            l = m.loss(b)
            opt.zero_grad(); l.backward(); opt.step()
        print(e, l.item())
    print(perplexity(m, x.split(64)))


if __name__ == "__main__":
    main()
