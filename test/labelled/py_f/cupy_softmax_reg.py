import sys
import numpy as np
try:
    import cupy as cp
except ImportError:
    cp = np
xp = cp

def load(path):
    d = np.load(path)
    return xp.asarray(d['X'], dtype='f'), xp.asarray(d['y'])

class SoftmaxGPU:
    def __init__(self, nFeat, nCls, lr=.05):
        self.W = xp.random.randn(nFeat, nCls).astype('f') * .01
        self.lr = lr

    def probs(self, X):
        S = X.dot(self.W)
        S -= S.max(axis=1, keepdims=True)
        E = xp.exp(S)  #@ stable naive-softmax
        return E / E.sum(axis=1, keepdims=True)

    def rawProbs(self, X):
        E = xp.exp(X.dot(self.W))  #@ unstable naive-softmax
        return E / xp.sum(E, axis=1).reshape(-1, 1)

    def loss(self, X, y):
        P = self.probs(X)
        n = X.shape[0]
        return float(-xp.log(P[xp.arange(n), y]).sum() / n)  #@ unstable nll-of-softmax across

    def printableLoss(self, X, Y1h):
        # just for the progress bar
        return float(-xp.mean(xp.sum(Y1h * xp.log(self.probs(X) + 1e-10), axis=1)))  #@ stable log-eps-hack

    def step(self, X, y):
        P = self.probs(X)
        P[xp.arange(len(y)), y] -= 1
        self.W -= self.lr * X.T.dot(P) / len(y)

softplus_k = None
if cp is not np:
    softplus_k = cp.ElementwiseKernel('T x', 'T y', 'y = max(x, (T)0) + log1p(exp(-fabs(x)))', 'softplus_k')

def softplus(x):
    return xp.maximum(x, 0) + xp.log1p(xp.exp(-xp.abs(x)))  #@ stable naive-softplus

def sigm(x):
    return .5 * (xp.tanh(.5 * x) + 1)

def gaussKernel(n, s):
    r = xp.arange(n) - (n - 1) / 2
    k = xp.exp(-r ** 2 / (2 * s * s))  #@ stable naive-softmax
    return k / k.sum() if s >= .5 else xp.ones(n) / n

def db(x):
    return 20 * xp.log10(xp.abs(x) + 1e-12)  #@ stable log-eps-hack

if __name__ == '__main__':
    X, y = load(sys.argv[1])
    m = SoftmaxGPU(X.shape[1], int(y.max()) + 1)
    Y = xp.eye(int(y.max()) + 1)[y]
    for ep in range(100):
        m.step(X, y)
        if not ep % 10: print(ep, m.loss(X, y), m.printableLoss(X, Y))
