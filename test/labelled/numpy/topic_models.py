import argparse
import logging
from collections import defaultdict

import numpy as np
from scipy.special import gammaln, digamma, logsumexp

logger = logging.getLogger(__name__)


class GibbsLDA:
    def __init__(self, K, alpha=0.1, beta=0.01, seed=0):
        self.K, self.alpha, self.beta = K, alpha, beta
        self.rng = np.random.RandomState(seed)

    def fit(self, docs, V, sweeps=200):
        D = len(docs)
        self.ndk = np.zeros((D, self.K), int)
        self.nkw = np.zeros((self.K, V), int)
        self.nk = np.zeros(self.K, int)
        self.z = []
        for d, doc in enumerate(docs):
            zs = self.rng.randint(self.K, size=len(doc))
            self.z.append(zs)
            for w, k in zip(doc, zs):
                self.ndk[d, k] += 1
                self.nkw[k, w] += 1
                self.nk[k] += 1
        for s in range(sweeps):
            for d, doc in enumerate(docs):
                for n, w in enumerate(doc):
                    k = self.z[d][n]
                    self.ndk[d, k] -= 1
                    self.nkw[k, w] -= 1
                    self.nk[k] -= 1
                    p = (self.ndk[d] + self.alpha) * (self.nkw[:, w] + self.beta) / (self.nk + V * self.beta)
                    k = self.rng.choice(self.K, p=p / p.sum())
                    self.z[d][n] = k
                    self.ndk[d, k] += 1
                    self.nkw[k, w] += 1
                    self.nk[k] += 1
            if s % 20 == 0:
                logger.info("sweep %d loglik %.1f", s, self.joint(V))
        return self

    def joint(self, V):
        ll = self.K * (gammaln(V * self.beta) - V * gammaln(self.beta))
        ll += gammaln(self.nkw + self.beta).sum() - gammaln(self.nk + V * self.beta).sum()
        ll += gammaln(self.ndk + self.alpha).sum()
        return ll

    def phi(self):
        p = self.nkw + self.beta
        return p / p.sum(axis=1, keepdims=True)

    def theta(self):
        p = self.ndk + self.alpha
        return p / p.sum(axis=1, keepdims=True)

    def perplexity(self, docs):
        phi, theta = self.phi(), self.theta()
        ll, n = 0.0, 0
        for d, doc in enumerate(docs):
            ll += np.log(theta[d] @ phi[:, doc]).sum()  #@ stable other
            n += len(doc)
        return np.exp(-ll / n)  #@ stable other

    def topic_entropy(self):
        phi = self.phi()
        return -(phi * np.log(phi)).sum(axis=1)  #@ stable log-of-softmax


def variational_estep(counts, Elogbeta, alpha, iters=50):
    """Blei-style updates for one document. Elogbeta: (K, V)."""
    K = Elogbeta.shape[0]
    ids = np.nonzero(counts)[0]
    c = counts[ids]
    gamma = np.ones(K)
    for _ in range(iters):
        Elogtheta = digamma(gamma) - digamma(gamma.sum())
        logphi = Elogtheta[:, None] + Elogbeta[:, ids]
        logphi -= logsumexp(logphi, axis=0)
        phi = np.exp(logphi)  #@ stable naive-softmax
        gamma = alpha + (phi * c).sum(axis=1)
    return gamma, phi


class LogisticNormalTopics:
    """Correlated topics: theta = softmax(eta), eta ~ N(mu, S)."""

    def __init__(self, K, V, seed=0):
        rng = np.random.RandomState(seed)
        self.mu = np.zeros(K)
        self.Sinv = np.eye(K)
        self.logbeta = np.log(rng.dirichlet(np.ones(V), size=K) + 1e-10)

    @staticmethod
    def theta(eta):
        w = np.exp(eta)
        return w / np.sum(w)  #@ unstable naive-softmax

    def objective(self, eta, ids, cnt):
        th = self.theta(eta)
        beta = np.exp(self.logbeta[:, ids])  #@ stable other
        ll = cnt @ np.log(th @ beta)
        d = eta - self.mu
        return ll - 0.5 * d @ self.Sinv @ d

    def lower_bound(self, lam, nu2, cnt):
        # Jensen on the normaliser
        zeta = np.exp(lam + nu2 / 2).sum()
        return -cnt.sum() * np.log(zeta)  #@ unstable naive-logsumexp


def read(path, min_df=5):
    df, raw = defaultdict(int), []
    for line in open(path, encoding="utf-8"):
        toks = line.lower().split()
        raw.append(toks)
        for t in set(toks):
            df[t] += 1
    vocab = {w: i for i, w in enumerate(sorted(w for w, c in df.items() if c >= min_df))}
    idf = {w: np.log(len(raw) / df[w]) for w in vocab}  #@ stable other
    return [[vocab[t] for t in d if t in vocab] for d in raw], vocab, idf


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("path")
    ap.add_argument("-K", type=int, default=20)
    a = ap.parse_args()
    logging.basicConfig(level=logging.INFO)
    docs, vocab, idf = read(a.path)
    lda = GibbsLDA(a.K).fit(docs, len(vocab))
    names = sorted(vocab, key=vocab.get)
    for k, row in enumerate(lda.phi()):
        print(k, " ".join(names[i] for i in np.argsort(-row)[:10]))
    print("perplexity", lda.perplexity(docs))
