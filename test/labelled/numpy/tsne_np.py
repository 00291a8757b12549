import numpy as np
import matplotlib.pyplot as plt


def Hbeta(D, beta):
    P = np.exp(-D * beta)
    sumP = sum(P)
    H = np.log(sumP) + beta * np.sum(D * P) / sumP  #@ unstable naive-logsumexp
    return H, P / sumP  #@ unstable naive-softmax


def Hbeta_min(D, beta):
    d = D - D.min()
    P = np.exp(-d * beta)
    s = P.sum()
    H = np.log(s) + beta * (d * P).sum() / s  #@ stable naive-logsumexp
    return H, P / s


def x2p(X, tol=1e-5, perplexity=30.0):
    n = len(X)
    sq = (X ** 2).sum(1)
    D = sq[:, None] - 2 * X @ X.T + sq[None]
    P, logU = np.zeros((n, n)), np.log(perplexity)  #@ stable other
    for i in range(n):
        lo, hi, beta = -np.inf, np.inf, 1.0
        others = np.r_[0:i, i + 1:n]
        H, row = Hbeta_min(D[i, others], beta)
        for _ in range(50):
            if abs(H - logU) < tol:
                break
            if H > logU:
                lo = beta
                beta = beta * 2 if hi == np.inf else (beta + hi) / 2
            else:
                hi = beta
                beta = beta / 2 if lo == -np.inf else (beta + lo) / 2
            H, row = Hbeta_min(D[i, others], beta)
        P[i, others] = row
    return P


def tsne(X, dims=2, iters=500, perplexity=30.0, eta=200.0, seed=0):
    rng = np.random.default_rng(seed)
    n = len(X)
    Y = 1e-4 * rng.standard_normal((n, dims))
    dY, iY, gains = np.zeros_like(Y), np.zeros_like(Y), np.ones_like(Y)
    P = x2p(X, perplexity=perplexity)
    P = (P + P.T) / P.sum() * 4
    P = np.maximum(P, 1e-12)
    for it in range(iters):
        s = (Y ** 2).sum(1)
        num = 1.0 / (1.0 + s[:, None] - 2 * Y @ Y.T + s[None])
        np.fill_diagonal(num, 0.0)
        Q = np.maximum(num / num.sum(), 1e-12)
        PQ = (P - Q) * num
        for i in range(n):
            dY[i] = (PQ[:, i, None] * (Y[i] - Y)).sum(0)
        mom = 0.5 if it < 20 else 0.8
        gains = np.where((dY > 0) != (iY > 0), gains + 0.2, gains * 0.8).clip(0.01)
        iY = mom * iY - eta * gains * dY
        Y = Y + iY - Y.mean(0)
        if it == 100:
            P = P / 4
        if it % 50 == 0:
            print(it, "KL", np.sum(P * np.log(P / Q)))  #@ stable other
    return Y


def sne_grad(P, Y):
    """Symmetric Gaussian SNE (2002 version)."""
    D = ((Y[:, None] - Y[None]) ** 2).sum(-1)
    E = np.exp(-D)
    np.fill_diagonal(E, 0)
    Q = E / E.sum(axis=1, keepdims=True)  #@ unstable naive-softmax
    M = P - Q + P.T - Q.T
    return 2 * (M[:, :, None] * (Y[:, None] - Y[None])).sum(1)


def fuzzy_set(dist, rho, sigma):
    return np.exp(-np.maximum(dist - rho[:, None], 0) / sigma[:, None])  #@ stable other


def gumbel_topk(logits, k, rng):
    u = np.clip(rng.random(len(logits)), 1e-12, 1 - 1e-12)
    g = -np.log(-np.log(u))  #@ stable other
    return np.argsort(-(logits + g))[:k]


def sinkhorn(C, eps=0.05, iters=100):
    n, m = C.shape
    K = np.exp(-C / eps)
    u, v = np.ones(n) / n, np.ones(m) / m
    for _ in range(iters):
        u = 1.0 / n / (K @ v)
        v = 1.0 / m / (K.T @ u)
    return u[:, None] * K * v


if __name__ == "__main__":
    from sklearn.datasets import load_digits
    X, y = load_digits(return_X_y=True)
    X = X[:500] / 16.0
    Y = tsne(X)
    plt.scatter(Y[:, 0], Y[:, 1], c=y[:500], cmap="tab10", s=6)
    plt.yscale("linear")
    plt.savefig("tsne.png")
