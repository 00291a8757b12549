import numpy as np

from activations import LogSoftmax, Sigmoid, Softmax


class Criterion:
    def __call__(self, A, Y):
        return self.forward(A, Y)


class MSE(Criterion):
    def forward(self, A, Y):
        self.A, self.Y = A, Y
        return ((A - Y) ** 2).mean()

    def backward(self):
        return 2 * (self.A - self.Y) / self.A.size


class CrossEntropy(Criterion):
    def __init__(self):
        self.sm = Softmax()

    def forward(self, A, Y):
        self.A, self.Y, self.N = A, Y, len(A)
        self.softmax = self.sm(A)
        return -(Y * np.log(self.softmax)).sum() / self.N  #@ unstable nll-of-softmax across

    def backward(self):
        return (self.softmax - self.Y) / self.N


class NLL(Criterion):
    def __init__(self):
        self.ls = LogSoftmax()

    def forward(self, A, Y):
        self.logp = self.ls(A)
        self.Y = Y
        return -(self.logp * Y).sum(axis=1).mean()


class SmoothCE(Criterion):
    def __init__(self, eps=0.1):
        self.eps = eps

    def forward(self, A, Y):
        k = A.shape[1]
        T = Y * (1 - self.eps) + self.eps / k
        z = A - A.max(1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(1, keepdims=True))  #@ stable naive-logsumexp
        self.g = (np.exp(logp) - T) / len(A)  #@ stable naive-softmax
        return -(T * logp).sum(1).mean()


class BCEWithSigmoid(Criterion):
    def __init__(self):
        self.act = Sigmoid()

    def forward(self, Z, Y):
        P = self.act(Z)
        self.P, self.Y = P, Y
        return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))  #@ unstable bce-after-sigmoid across

    def backward(self):
        return (self.P - self.Y) / self.P.size


class BCEFromScores(Criterion):
    def forward(self, Z, Y):
        return np.mean(np.maximum(Z, 0) - Z * Y + np.log(1 + np.exp(-np.abs(Z))))  #@ stable naive-softplus


class KLCriterion(Criterion):
    """KL(teacher || student), temperature from a dict of options."""

    def __init__(self, **opts):
        self.opts = {"T": 3.0}
        self.opts.update(opts)

    def forward(self, A, B):
        T = self.opts["T"]
        p, q = Softmax()(A / T), Softmax()(B / T)
        return (p * np.log(p / q)).sum(1).mean()  #@ unstable log-of-softmax across


class ContrastiveCriterion(Criterion):
    def forward(self, za, zb):
        S = za @ zb.T
        num = np.exp(np.diag(S))
        return -np.log(num / np.exp(S).sum(axis=1)).mean()  #@ unstable naive-softmax


class CosineContrastive(Criterion):
    tau = 0.1

    def forward(self, za, zb):
        za = za / np.linalg.norm(za, axis=1, keepdims=True)
        zb = zb / np.linalg.norm(zb, axis=1, keepdims=True)
        S = za @ zb.T / 0.1
        E = np.exp(S)
        return -np.log(np.diag(E) / E.sum(axis=1)).mean()  #@ stable naive-softmax


class RankNet(Criterion):
    def forward(self, si, sj):
        return np.mean(np.log(1.0 + np.exp(sj - si)))  #@ unstable naive-softplus


class WassersteinCritic(Criterion):
    def forward(self, real, fake):
        return fake.mean() - real.mean()


class PoissonNLL(Criterion):
    def forward(self, Z, Y):
        return (np.exp(Z) - Y * Z).mean()  #@ stable other
