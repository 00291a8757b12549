import math
import torch
import torch.nn as nn


class HMM(nn.Module):
    """HMM with learnable transitions trained by gradient descent."""

    def __init__(self, M, N):
        super().__init__()
        self.M, self.N = M, N
        self.transition = Transition(N)
        self.emission = Emission(N, M)
        self.priors = nn.Parameter(torch.randn(N))

    def forward(self, x, T):
        """x : (batch, T_max), T : lengths. returns log p(x)"""
        B, Tm = x.shape
        log_prior = torch.log_softmax(self.priors, dim=0)  #@ stable log-of-softmax
        alpha = torch.zeros(B, Tm, self.N, device=x.device)
        alpha[:, 0] = self.emission(x[:, 0]) + log_prior
        for t in range(1, Tm):
            alpha[:, t] = self.emission(x[:, t]) + self.transition(alpha[:, t - 1])
        sums = alpha.logsumexp(dim=2)  #@ stable naive-logsumexp
        return torch.gather(sums, 1, T.view(-1, 1) - 1)

    def viterbi(self, x):
        log_prior = self.priors.log_softmax(0)  #@ stable log-of-softmax
        delta = self.emission(x[:, 0]) + log_prior
        psi = []
        logA = self.transition.logits.log_softmax(0)
        for t in range(1, x.size(1)):
            best, arg = (delta.unsqueeze(1) + logA).max(-1)
            psi.append(arg)
            delta = best + self.emission(x[:, t])
        path = [delta.argmax(-1)]
        for arg in reversed(psi):
            path.append(arg.gather(1, path[-1].unsqueeze(1)).squeeze(1))
        return torch.stack(path[::-1], 1)


class Transition(nn.Module):
    def __init__(self, N):
        super().__init__()
        self.logits = nn.Parameter(torch.randn(N, N))

    def forward(self, log_alpha):
        log_A = torch.log_softmax(self.logits, dim=0)  #@ stable log-of-softmax
        return log_domain_matmul(log_A, log_alpha.t()).t()


class Emission(nn.Module):
    def __init__(self, N, M):
        super().__init__()
        self.logits = nn.Parameter(torch.randn(N, M))

    def matrix(self):
        return torch.softmax(self.logits, dim=1)

    def forward(self, x_t):
        return torch.log(self.matrix())[:, x_t].t()  #@ unstable log-of-softmax across


def log_domain_matmul(log_A, log_B):
    """(n,k) x (k,b) in the log semiring"""
    return torch.logsumexp(log_A.unsqueeze(2) + log_B.unsqueeze(0), dim=1)  #@ stable naive-logsumexp


def log_domain_matmul_fast(log_A, log_B):
    return torch.log(torch.matmul(torch.exp(log_A), torch.exp(log_B)))  #@ unstable naive-logsumexp


def log_matmul_scaled(log_A, log_B):
    ma = log_A.max(dim=1, keepdim=True).values
    mb = log_B.max(dim=0, keepdim=True).values
    return (torch.exp(log_A - ma) @ torch.exp(log_B - mb)).log() + ma + mb  #@ stable naive-logsumexp


def logaddexp_py(a, b):
    if a == -math.inf:
        return b
    if b == -math.inf:
        return a
    if a < b:
        a, b = b, a
    return a + math.log1p(math.exp(b - a))  #@ stable naive-softplus


def ctc_like_forward(logp, labels):
    """tiny reference implementation used in debugging"""
    T = len(logp)
    S = len(labels)
    prev = [logp[0][labels[0]]] + [-math.inf] * (S - 1)
    for t in range(1, T):
        cur = []
        for s in range(S):
            stay = prev[s]
            if s:
                stay = logaddexp_py(stay, prev[s - 1])
            cur.append(stay + logp[t][labels[s]])
        prev = cur
    return prev[-1]


def crf_partition(emissions, transitions):
    """emissions [T, B, K]"""
    alpha = emissions[0]
    for e in emissions[1:]:
        s = alpha.unsqueeze(2) + transitions.unsqueeze(0) + e.unsqueeze(1)
        alpha = s.exp().sum(1).log()  #@ unstable naive-logsumexp
    return torch.logsumexp(alpha, dim=1)  #@ stable naive-logsumexp


class Trainer:
    def __init__(self, model, lr):
        self.model = model
        self.optimizer = torch.optim.Adam(model.parameters(), lr=lr, weight_decay=1e-5)

    def train(self, loader):
        total = 0.0
        for i, (x, T) in enumerate(loader):
            ll = self.model(x, T)
            loss = -ll.mean()
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            total += loss.item()
            if i % 100 == 0:
                print("loss:", loss.item(), "ppl:", math.exp(min(loss.item() / x.size(1), 20)))  #@ stable other
        return total / (i + 1)
