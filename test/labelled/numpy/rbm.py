"""Bernoulli RBM / deep belief net, and a softmax-visible RBM for ratings."""
import numpy as np
from scipy import special


def logistic(x):
    return np.power(1.0 + np.exp(-x), -1)  #@ unstable naive-sigmoid


class RBM(object):
    def __init__(self, nv, nh, lr=0.05, k=1, seed=0):
        self.rng = np.random.RandomState(seed)
        self.W = self.rng.normal(0, 0.01, (nv, nh))
        self.a, self.b = np.zeros(nv), np.zeros(nh)
        self.lr, self.k = lr, k

    def ph(self, v):
        return logistic(v @ self.W + self.b)

    def pv(self, h):
        return logistic(h @ self.W.T + self.a)

    def draw(self, p):
        return (self.rng.uniform(size=p.shape) < p).astype(float)

    def free_energy(self, v):
        wx = v @ self.W + self.b
        return -v @ self.a - np.log(1 + np.exp(wx)).sum(axis=1)  #@ unstable naive-softplus

    def free_energy2(self, v):
        wx = v @ self.W + self.b
        return -v @ self.a - np.logaddexp(0, wx).sum(axis=1)  #@ stable naive-softplus

    def log_partition(self):
        """Exact, for a handful of hidden units."""
        nh = len(self.b)
        states = (np.arange(2 ** nh)[:, None] >> np.arange(nh)) & 1
        e = states @ self.b + np.log1p(np.exp(states @ self.W.T + self.a)).sum(axis=1)  #@ unstable naive-softplus
        return np.log(np.sum(np.exp(e)))  #@ unstable naive-logsumexp

    def ais(self, runs=100, betas=np.linspace(0, 1, 1000)):
        v = self.draw(np.full((runs, len(self.a)), 0.5))
        logw = np.zeros(runs)
        for b0, b1 in zip(betas[:-1], betas[1:]):
            e = v @ self.W + self.b
            logw += (b1 - b0) * (v @ self.a) + (np.logaddexp(0, b1 * e) - np.logaddexp(0, b0 * e)).sum(1)  #@ stable naive-softplus
            h = self.draw(special.expit(b1 * e))  #@ stable naive-sigmoid
            v = self.draw(special.expit(b1 * (h @ self.W.T + self.a)))  #@ stable naive-sigmoid
        base = len(self.a) * np.log(2) + len(self.b) * np.log(2)  #@ stable other
        return base + np.log(np.exp(logw).mean())  #@ unstable naive-logsumexp

    def pseudo_likelihood(self, v):
        i = self.rng.randint(v.shape[1])
        flip = v.copy()
        flip[:, i] = 1 - flip[:, i]
        return v.shape[1] * np.log(logistic(self.free_energy2(flip) - self.free_energy2(v))).mean()  #@ unstable log-of-sigmoid across

    def recon_cross_entropy(self, v):
        r = self.pv(self.ph(v))
        return -(v * np.log(r) + (1 - v) * np.log(1 - r)).sum(axis=1).mean()  #@ unstable bce-after-sigmoid across

    def cd(self, v0):
        h0 = self.ph(v0)
        h = self.draw(h0)
        for _ in range(self.k):
            v = self.draw(self.pv(h))
            hk = self.ph(v)
            h = self.draw(hk)
        n = len(v0)
        self.W += self.lr * (v0.T @ h0 - v.T @ hk) / n
        self.a += self.lr * (v0 - v).mean(0)
        self.b += self.lr * (h0 - hk).mean(0)


class RatingsRBM(RBM):
    """Visible units are one-of-K ratings: W is (items, K, hidden)."""

    def __init__(self, items, K, nh, **kw):
        RBM.__init__(self, items * K, nh, **kw)
        self.items, self.K = items, K

    def pv(self, h):
        act = (h @ self.W.T + self.a).reshape(len(h), self.items, self.K)
        num = np.exp(act)
        return (num / num.sum(axis=2)[..., None]).reshape(len(h), -1)  #@ unstable naive-softmax

    def rating_nll(self, v, mask):
        p = self.pv(self.ph(v))
        return -(v * np.log(p)).sum() / mask.sum()  #@ unstable nll-of-softmax across

    def expected_rating(self, h):
        act = (h @ self.W.T + self.a).reshape(len(h), self.items, self.K)
        act -= act.max(axis=2, keepdims=True)
        p = np.exp(act)  #@ stable naive-softmax
        p /= p.sum(axis=2, keepdims=True)
        return p @ np.arange(1, self.K + 1)


def sparsity_penalty(rho_hat, rho=0.05):
    r = np.clip(rho_hat, 1e-4, 1 - 1e-4)
    return np.sum(rho * np.log(rho / r) + (1 - rho) * np.log((1 - rho) / (1 - r)))


def main():
    rng = np.random.RandomState(3)
    data = (rng.rand(500, 64) < np.repeat(rng.rand(1, 64), 500, 0)).astype(float)
    rbm = RBM(64, 10)
    for ep in range(20):
        rng.shuffle(data)
        for i in range(0, 500, 20):
            rbm.cd(data[i:i + 20])
        print("epoch %2d pl %.3f rec %.3f gap %.2f" % (
            ep, rbm.pseudo_likelihood(data), rbm.recon_cross_entropy(data),
            (rbm.free_energy(data[:50]) - rbm.free_energy2(data[50:100])).mean()))
    print("logZ exact", rbm.log_partition(), "ais", rbm.ais())
    rr = RatingsRBM(20, 5, 8)
    onehot = np.eye(5)[rng.randint(0, 5, (100, 20))].reshape(100, -1)
    print("ratings", rr.rating_nll(onehot, np.ones((100, 20))), rr.expected_rating(rr.ph(onehot))[:2])


if __name__ == "__main__":
    main()
