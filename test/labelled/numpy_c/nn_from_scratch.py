# Neural network in pure python, no numpy. Iris classification.
import csv
import math
import random
import sys


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x))  #@ unstable naive-sigmoid


def logistic(x):
    if x < -60:
        return 0.0
    if x > 60:
        return 1.0
    return 1.0 / (1.0 + math.exp(-x))  #@ stable naive-sigmoid


def softmax(values):
    exps = [math.exp(v) for v in values]
    total = sum(exps)
    return [e / total for e in exps]  #@ unstable naive-softmax


def softplus(x):
    return math.log(1 + math.exp(x))  #@ unstable naive-softplus


def softmax2(values):
    biggest = max(values)
    exps = [math.exp(v - biggest) for v in values]
    return [e / sum(exps) for e in exps]  #@ stable naive-softmax


def cross_entropy(probs, target):
    return -math.log(probs[target])  #@ unstable nll-of-softmax across


class Neuron:
    def __init__(self, n_in, activation='sigmoid'):
        self.w = [random.gauss(0, 1 / math.sqrt(n_in)) for _ in range(n_in)]
        self.b = 0.0
        self.activation = activation

    def forward(self, x):
        z = dot(self.w, x) + self.b
        if self.activation == 'sigmoid':
            self.out = sigmoid(z)
        elif self.activation == 'softplus':
            self.out = softplus(z)
        else:
            self.out = z
        return self.out


class Network:
    def __init__(self, sizes):
        self.hidden = [Neuron(sizes[0]) for _ in range(sizes[1])]
        self.output = [Neuron(sizes[1], 'linear') for _ in range(sizes[2])]

    def predict_proba(self, x):
        self.x = x
        self.h = [n.forward(x) for n in self.hidden]
        return softmax([n.forward(self.h) for n in self.output])

    def step(self, x, y, lr):
        p = self.predict_proba(x)
        d_out = [pi - (1.0 if i == y else 0.0) for i, pi in enumerate(p)]
        d_hid = []
        for j, h in enumerate(self.h):
            g = sum(d * n.w[j] for d, n in zip(d_out, self.output))
            d_hid.append(g * h * (1 - h))
        for d, n in zip(d_out, self.output):
            n.w = [w - lr * d * h for w, h in zip(n.w, self.h)]
            n.b -= lr * d
        for d, n in zip(d_hid, self.hidden):
            n.w = [w - lr * d * xi for w, xi in zip(n.w, x)]
            n.b -= lr * d
        return cross_entropy(p, y)


def entropy_of_labels(labels):
    counts = {}
    for l in labels:
        counts[l] = counts.get(l, 0) + 1
    n = float(len(labels))
    return -sum(c / n * math.log(c / n, 2) for c in counts.values())  #@ stable log-of-softmax


def load(path):
    rows, labels = [], []
    with open(path) as f:
        for r in csv.reader(f):
            if r:
                rows.append([float(v) for v in r[:-1]])
                labels.append(r[-1])
    names = sorted(set(labels))
    return rows, [names.index(l) for l in labels], names


if __name__ == '__main__':
    random.seed(42)
    X, Y, names = load(sys.argv[1])
    print('label entropy %.3f bits' % entropy_of_labels(Y))
    order = list(range(len(X)))
    random.shuffle(order)
    cut = int(0.8 * len(X))
    net = Network([len(X[0]), 8, len(names)])
    for epoch in range(200):
        lr = 0.1 * math.exp(-epoch / 100.0)  #@ stable other
        loss = sum(net.step(X[i], Y[i], lr) for i in order[:cut]) / cut
        if epoch % 20 == 0:
            print('epoch %3d loss %.4f' % (epoch, loss))
    good = 0
    for i in order[cut:]:
        p = net.predict_proba(X[i])
        good += p.index(max(p)) == Y[i]
    print('accuracy %.3f' % (good / float(len(X) - cut)))
