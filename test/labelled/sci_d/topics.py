"""pLSA by EM, LDA by collapsed Gibbs sampling, and a logistic-normal topic model."""
import logging

import numpy as np
from scipy.special import gammaln, psi

logger = logging.getLogger(__name__)


class PLSA:
    def __init__(self, k, n_iter=50, seed=0):
        self.k, self.n_iter = k, n_iter
        self.rng = np.random.RandomState(seed)

    def fit(self, N):
        D, W = N.shape
        self.pz_d = self.rng.dirichlet(np.ones(self.k), D)
        self.pw_z = self.rng.dirichlet(np.ones(W), self.k)
        self.trace = []
        for it in range(self.n_iter):
            mix = self.pz_d @ self.pw_z
            ratio = np.divide(N, mix, out=np.zeros_like(mix), where=mix > 0)
            nz = (N > 0) & (mix > 0)
            ll = np.sum(N[nz] * np.log(mix[nz]))  #@ stable log-of-softmax
            self.trace.append(ll)
            logger.info("iteration %d: log likelihood %.3f", it, ll)  #@ stable other
            pz = self.pz_d * (ratio @ self.pw_z.T)
            pw = self.pw_z * (self.pz_d.T @ ratio)
            self.pz_d = pz / np.maximum(pz.sum(1, keepdims=True), 1e-12)
            self.pw_z = pw / np.maximum(pw.sum(1, keepdims=True), 1e-12)
        return self


class GibbsLDA:
    def __init__(self, k, alpha=0.1, beta=0.01, seed=0):
        if min(alpha, beta) <= 0:
            raise ValueError("hyperparameters must be positive")
        self.k, self.alpha, self.beta = k, alpha, beta
        self.rng = np.random.RandomState(seed)

    def fit(self, docs, V, sweeps=100):
        k = self.k
        self.ndk = np.zeros((len(docs), k), int)
        self.nkw = np.zeros((k, V), int)
        self.nk = np.zeros(k, int)
        z = []
        for d, doc in enumerate(docs):
            zs = self.rng.randint(k, size=len(doc))
            for w, t in zip(doc, zs):
                self.ndk[d, t] += 1
                self.nkw[t, w] += 1
                self.nk[t] += 1
            z.append(zs)
        for _ in range(sweeps):
            for d, doc in enumerate(docs):
                for i, w in enumerate(doc):
                    t = z[d][i]
                    self._add(d, w, t, -1)
                    p = (self.ndk[d] + self.alpha) * (self.nkw[:, w] + self.beta) / (self.nk + V * self.beta)
                    t = self.rng.choice(k, p=p / p.sum())
                    z[d][i] = t
                    self._add(d, w, t, 1)
        return self

    def _add(self, d, w, t, n):
        self.ndk[d, t] += n
        self.nkw[t, w] += n
        self.nk[t] += n

    def phi(self):
        p = self.nkw + self.beta
        return p / p.sum(1, keepdims=True)

    def theta(self):
        p = self.ndk + self.alpha
        return p / p.sum(1, keepdims=True)

    def perplexity(self, docs):
        phi, theta = self.phi(), self.theta()
        ll = n = 0
        for d, doc in enumerate(docs):
            ll += np.log(theta[d] @ phi[:, doc]).sum()  #@ stable nll-of-softmax
            n += len(doc)
        return np.exp(-ll / n)  #@ stable other

    def log_marginal(self):
        V = self.nkw.shape[1]
        lp = self.k * (gammaln(V * self.beta) - V * gammaln(self.beta))
        return lp + (gammaln(self.nkw + self.beta).sum(1) - gammaln(self.nk + V * self.beta)).sum()

    def topic_entropy(self):
        th = self.theta()
        return -(th * np.log(th)).sum(1)  #@ stable log-of-softmax


def dirichlet_expectation(alpha):
    return psi(alpha) - psi(alpha.sum(-1, keepdims=True))


def variational_phi(gamma, e_log_beta, words):
    """Token responsibilities of variational LDA."""
    s = dirichlet_expectation(gamma)[:, None] + e_log_beta[:, words]
    s = s - s.max(axis=0)
    phi = np.exp(s)
    return phi / phi.sum(axis=0)  #@ stable naive-softmax


class CorrelatedTopics:
    """Topic proportions from a Gaussian: theta = softmax(eta)."""

    def __init__(self, beta, mu, prec):
        self.beta, self.mu, self.prec = beta, mu, prec

    def proportions(self, eta):
        e = np.exp(eta)
        return e / np.sum(e)  #@ unstable naive-softmax

    def neg_log_posterior(self, eta, counts):
        th = self.proportions(eta)
        ll = counts @ np.log(th @ self.beta)
        d = eta - self.mu
        return -ll + 0.5 * d @ self.prec @ d

    def lower_bound_norm(self, m, v, zeta):
        """Taylor bound on E[log sum exp(eta)]; zeta > 0."""
        return np.exp(m + v / 2).sum() / zeta - 1 + np.log(zeta)  #@ stable naive-logsumexp
