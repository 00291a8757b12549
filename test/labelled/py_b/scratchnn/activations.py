import numpy as np

__all__ = ['Sigmoid', 'Softmax', 'Softplus', 'Swish', 'Tanh', 'ACTIVATIONS']


class Activation:
    def __call__(self, x):
        return self.f(x)


class Sigmoid(Activation):
    def f(self, x):
        self.out = 1 / (1 + np.exp(-x))  #@ unstable naive-sigmoid
        return self.out

    def grad(self, x):
        return self.out * (1 - self.out)


class Softmax(Activation):
    def f(self, x):
        e_x = np.exp(x - np.max(x, axis=-1, keepdims=True))  #@ stable naive-softmax
        return e_x / np.sum(e_x, axis=-1, keepdims=True)

    def grad(self, x):
        p = self.f(x)
        return p * (1 - p)


class Softplus(Activation):
    def f(self, x):
        return np.log(1 + np.exp(x))  #@ unstable naive-softplus

    def grad(self, x):
        return 0.5 * (1 + np.tanh(0.5 * x))


class Swish(Activation):
    def f(self, x):
        return x * 0.5 * (1 + np.tanh(x / 2))


class Tanh(Activation):
    def f(self, x):
        return 2 / (1 + np.exp(-2 * np.clip(x, -50, 50))) - 1  #@ stable naive-sigmoid

    def grad(self, x):
        return 1 - self.f(x) ** 2


ACTIVATIONS = {'sigmoid': Sigmoid, 'softmax': Softmax, 'tanh': Tanh, 'softplus': Softplus}
