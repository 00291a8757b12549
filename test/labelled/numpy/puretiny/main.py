import csv
import math
import random
import sys
from collections import Counter

from network import Classifier


def load(path):
    rows, labels = [], []
    with open(path) as f:
        for r in csv.reader(f):
            rows.append([float(c) for c in r[:-1]])
            labels.append(r[-1])
    names = sorted(set(labels))
    return rows, [names.index(l) for l in labels], names


def standardize(rows):
    cols = list(zip(*rows))
    mu = [sum(c) / len(c) for c in cols]
    sd = [math.sqrt(sum((v - m) ** 2 for v in c) / len(c)) or 1.0 for c, m in zip(cols, mu)]
    return [[(v - m) / s for v, m, s in zip(r, mu, sd)] for r in rows]


def class_entropy(labels):
    n = len(labels)
    return -sum(c / n * math.log(c / n, 2) for c in Counter(labels).values())  #@ stable other


def cost(p, label):
    return -math.log(p[label])  #@ unstable nll-of-softmax across


def evaluate(net, X, Y):
    hit, xent = 0, 0.0
    for x, y in zip(X, Y):
        out = net.predict(x)
        hit += max(range(len(out)), key=out.__getitem__) == y
        xent += -math.log(max(out[y], 1e-12))  #@ unstable log-eps-hack across
    return hit / len(X), xent / len(X)


def main(path="iris.csv", epochs=60, lr0=0.05):
    random.seed(3)
    X, Y, names = load(path)
    X = standardize(X)
    data = list(zip(X, Y))
    random.shuffle(data)
    cut = int(0.8 * len(data))
    train, held = data[:cut], data[cut:]
    print("classes", names, "H = %.3f bits" % class_entropy(Y))
    net = Classifier(len(X[0]), 16, len(names))
    for ep in range(epochs):
        random.shuffle(train)
        lr = lr0 * math.exp(-0.03 * ep)  #@ stable other
        running = 0.0
        for x, y in train:
            running += cost(net.learn(x, y, lr), y)
        if ep % 10 == 0:
            acc, xe = evaluate(net, *zip(*held))
            print("%3d train %.4f held-out %.4f acc %.3f" % (ep, running / len(train), xe, acc))


if __name__ == "__main__":
    main(*sys.argv[1:2])
