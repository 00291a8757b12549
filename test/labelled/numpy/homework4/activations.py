import numpy as np


class Activation:
    def __call__(self, z):
        return self.forward(z)


class Sigmoid(Activation):
    def forward(self, z):
        self.A = np.exp(z) / (np.exp(z) + 1)  #@ unstable naive-sigmoid
        return self.A

    def backward(self, dA):
        return dA * self.A * (1 - self.A)


class Swish(Activation):
    def forward(self, z):
        self.s = 1 / (1 + np.exp(-z))  #@ unstable naive-sigmoid
        self.z = z
        return z * self.s

    def backward(self, dA):
        return dA * (self.s + self.z * self.s * (1 - self.s))


class Softplus(Activation):
    def forward(self, z):
        self.z = z
        return np.log(1.0 + np.exp(z))  #@ unstable naive-softplus

    def backward(self, dA):
        return dA / (1 + np.exp(-self.z))  #@ unstable naive-sigmoid


class Mish(Activation):
    def forward(self, z):
        return z * np.tanh(np.log1p(np.exp(z)))  #@ unstable naive-softplus


class ELU(Activation):
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def forward(self, z):
        return np.where(z > 0, z, self.alpha * (np.exp(np.minimum(z, 0)) - 1))  #@ stable other


class Softmax(Activation):
    def forward(self, Z):
        shift = Z - Z.max(axis=1).reshape(-1, 1)
        E = np.exp(shift)  #@ stable naive-softmax
        self.A = E / E.sum(axis=1).reshape(-1, 1)
        return self.A


class LogSoftmax(Softmax):
    def forward(self, Z):
        return np.log(super().forward(Z))  #@ unstable log-of-softmax across


class ChannelSoftmax(Activation):
    """(N, C, H, W), over the channels"""

    def forward(self, Z):
        E = np.exp(Z - Z.max(axis=(1, 2, 3), keepdims=True))
        return E / E.sum(axis=1, keepdims=True)  #@ unstable wrong-shift


class SpatialSoftmax(Activation):
    def forward(self, Z):
        n, c, h, w = Z.shape
        flat = Z.reshape(n * c, h * w)
        E = np.exp(flat - flat.max(axis=1, keepdims=True))  #@ stable naive-softmax
        return (E / E.sum(axis=1, keepdims=True)).reshape(n, c, h, w)
