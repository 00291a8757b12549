import random

from activations import BY_NAME


class Dense:
    def __init__(self, n_in, n_out, act="relu"):
        scale = (2.0 / n_in) ** 0.5
        self.w = [[random.gauss(0, scale) for _ in range(n_in)] for _ in range(n_out)]
        self.b = [0.0] * n_out
        self.act = BY_NAME[act]

    def __call__(self, x):
        self.x = x
        self.z = [sum(wi * xi for wi, xi in zip(row, x)) + b for row, b in zip(self.w, self.b)]
        self.a = self.act(self.z)
        return self.a

    def backprop(self, dz, lr):
        dx = [sum(self.w[j][i] * dz[j] for j in range(len(dz))) for i in range(len(self.x))]
        for j, d in enumerate(dz):
            for i, xi in enumerate(self.x):
                self.w[j][i] -= lr * d * xi
            self.b[j] -= lr * d
        return dx


class Classifier:
    def __init__(self, n_in, n_hidden, n_out):
        self.l1 = Dense(n_in, n_hidden)
        self.l2 = Dense(n_hidden, n_out, act="softmax")

    def predict(self, x):
        return self.l2(self.l1(x))

    def learn(self, x, label, lr):
        p = self.predict(x)
        dz = [pi - (1.0 if j == label else 0.0) for j, pi in enumerate(p)]
        dh = self.l2.backprop(dz, lr)
        dh = [d if z > 0 else 0.0 for d, z in zip(dh, self.l1.z)]
        self.l1.backprop(dh, lr)
        return p
