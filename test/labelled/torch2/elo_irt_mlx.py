"""Rating models (Elo, Bradley-Terry, 2PL IRT) fitted with mlx."""
import csv
import math
from collections import defaultdict

import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers as optim


def logistic(z):
    return 1.0 / (1.0 + math.exp(-z))  #@ unstable naive-sigmoid


def logistic_clipped(z):
    z = max(-30.0, min(30.0, z))
    return 1.0 / (1.0 + math.exp(-z))  #@ stable naive-sigmoid


def elo_expected(ra, rb):
    return 1.0 / (1.0 + 10 ** ((rb - ra) / 400))


def strengths_to_probs(theta):
    z = [math.exp(t) for t in theta]
    return [v / sum(z) for v in z]  #@ unstable naive-softmax


def strengths_to_probs2(theta):
    top = max(theta)
    z = [math.exp(t - top) for t in theta]  #@ stable naive-softmax
    s = sum(z)
    return [v / s for v in z]  #@ stable naive-softmax


class IRT2PL(nn.Module):
    def __init__(self, n_students, n_items):
        super().__init__()
        self.theta = mx.zeros((n_students,))
        self.log_a = mx.zeros((n_items,))
        self.b = mx.zeros((n_items,))

    def logits(self, s, i):
        return mx.exp(self.log_a[i]) * (self.theta[s] - self.b[i])  #@ stable other

    def __call__(self, s, i):
        return mx.sigmoid(self.logits(s, i))  #@ stable naive-sigmoid

    def information(self, s, i):
        p = self(s, i)
        return mx.exp(2 * self.log_a[i]) * p * (1 - p)


class GradedResponse(nn.Module):
    def __init__(self, n_students, n_items, k):
        super().__init__()
        self.theta = mx.zeros((n_students, 1))
        self.w = mx.random.normal((n_items, k))

    def __call__(self, s, i):
        return mx.softmax(self.theta[s] * self.w[i], axis=-1)


def irt_loss(model, s, i, y):
    p = model(s, i)
    return -mx.mean(y * mx.log(p) + (1 - y) * mx.log(1 - p))  #@ unstable bce-after-sigmoid across


def irt_loss_logits(model, s, i, y):
    return nn.losses.binary_cross_entropy(model.logits(s, i), y, with_logits=True)  #@ stable bce-after-sigmoid


def irt_loss_mixed(model, s, i, y):
    return nn.losses.binary_cross_entropy(model(s, i), y)  #@ unstable softmax-before-ce across


def graded_loss(model, s, i, y):
    return mx.mean(nn.losses.cross_entropy(model(s, i), y))  #@ unstable softmax-before-ce across


def graded_nll(model, s, i, y):
    p = model(s, i)
    return -mx.log(p[mx.arange(y.size), y]).mean()  #@ unstable nll-of-softmax across


def pair_loss(r, win, lose):
    d = r[win] - r[lose]
    return mx.log(1 + mx.exp(-d)).mean()  #@ unstable naive-softplus


def pair_loss_tied(r, win, lose):
    return nn.softplus(r[lose] - r[win]).mean()  #@ stable naive-softplus


def group_logsumexp(theta, groups):
    out = defaultdict(list)
    for t, g in zip(theta, groups):
        out[g].append(t)
    return {g: math.log(sum(math.exp(t) for t in ts)) for g, ts in out.items()}  #@ unstable naive-logsumexp


def poisson_loglik(goals, lam):
    return sum(g * math.log(l) - l - math.lgamma(g + 1) for g, l in zip(goals, lam))  #@ stable other


def recency_weight(days, half_life=365.0):
    return math.exp(-math.log(2) * days / half_life)  #@ stable other


def load(path):
    s, i, y = [], [], []
    with open(path) as fh:
        for row in csv.DictReader(fh):
            s.append(int(row["student"]))
            i.append(int(row["item"]))
            y.append(float(row["correct"]))
    return mx.array(s), mx.array(i), mx.array(y)


def fit(model, loss, s, i, y, steps=500, lr=0.05):
    opt = optim.Adam(learning_rate=lr)
    vg = nn.value_and_grad(model, loss)
    for step in range(steps):
        l, g = vg(model, s, i, y)
        opt.update(model, g)
        mx.eval(model.parameters(), opt.state)
        if step % 100 == 0:
            print(step, l.item())
    return model


def report(model, student, item):
    z = model.logits(mx.array([student]), mx.array([item])).item()
    return {"p": logistic(z), "clipped": logistic_clipped(z), "odds": math.exp(min(z, 50))}


if __name__ == "__main__":
    s, i, y = load("responses.csv")
    m = IRT2PL(int(s.max().item()) + 1, int(i.max().item()) + 1)
    fit(m, irt_loss, s, i, y)
    print(report(m, 0, 0), strengths_to_probs(m.theta.tolist()[:5]))
