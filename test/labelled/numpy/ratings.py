"""Elo, Glicko-like and Bradley-Terry ratings from a csv of matches."""
import csv
import math
import random
import sys
from collections import defaultdict

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

LN10 = math.log(10)  #@ stable other
Q = LN10 / 400.0


def expected(ra, rb):
    return 1.0 / (1.0 + 10 ** ((rb - ra) / 400.0))


class Elo:
    def __init__(self, k=32, base=1500.0):
        self.k, self.r = k, defaultdict(lambda: base)

    def play(self, a, b, score, margin=1):
        e = expected(self.r[a], self.r[b])
        mult = math.log(abs(margin) + 1.0)  #@ stable other
        d = self.k * mult * (score - e)
        self.r[a] += d
        self.r[b] -= d
        return e

    def logloss(self, games):
        s = 0.0
        for a, b, score in games:
            e = self.play(a, b, score)
            s -= score * math.log(e) + (1 - score) * math.log(1 - e)
        return s / len(games)


def g_factor(rd):
    return 1.0 / math.sqrt(1 + 3 * Q ** 2 * rd ** 2 / math.pi ** 2)


class BradleyTerrySGD:
    """Strengths are free real numbers, trained with gradient ascent."""

    def __init__(self, lr=0.1, reg=0.0):
        self.theta = {}
        self.lr, self.reg = lr, reg

    def win_prob(self, i, j):
        d = self.theta.setdefault(i, 0.0) - self.theta.setdefault(j, 0.0)
        return 1 / (1 + math.exp(-d))  #@ unstable naive-sigmoid

    def observe(self, winner, loser):
        p = self.win_prob(winner, loser)
        self.theta[winner] += self.lr * ((1 - p) - self.reg * self.theta[winner])
        self.theta[loser] -= self.lr * ((1 - p) + self.reg * self.theta[loser])
        return -math.log(p)  #@ unstable log-of-sigmoid across


def bt_ratio(wi, wj):
    """Same model with positive strengths exp(theta)."""
    return math.exp(wi) / (math.exp(wi) + math.exp(wj))  #@ unstable naive-softmax


def bt_nll(theta, W, reg=1e-2):
    diff = theta[:, None] - theta[None, :]
    return np.sum(W * np.logaddexp(0, -diff)) + reg * theta @ theta  #@ stable naive-softplus


def bt_nll_scipy(theta, W):
    diff = theta[:, None] - theta[None, :]
    return -np.sum(W * np.log(expit(diff)))  #@ unstable log-of-sigmoid


def bt_grad(theta, W, reg=1e-2):
    P = expit(-(theta[:, None] - theta[None, :]))  #@ stable naive-sigmoid
    G = W * P
    return -(G.sum(axis=1) - G.sum(axis=0)) + 2 * reg * theta


def minorize(W, iters=200):
    # Hunter's MM algorithm
    n = len(W)
    p = np.ones(n)
    games = W + W.T
    for _ in range(iters):
        p = W.sum(axis=1) / (games / (p[:, None] + p[None, :])).sum(axis=1)
        p /= np.exp(np.log(p).mean())  #@ stable other
    return np.log(p)  #@ stable other


def plackett_luce_ll(theta, ranking):
    s = np.asarray([theta[i] for i in ranking])
    ll = 0.0
    for k in range(len(s) - 1):
        ll += s[k] - np.log(np.exp(s[k:]).sum())  #@ unstable naive-logsumexp
    return ll


def time_weight(days, half_life=180.0):
    return math.exp(-math.log(2) * days / half_life)  #@ stable other


def main():
    with open(sys.argv[1]) as f:
        games = [(r["home"], r["away"], float(r["score"])) for r in csv.DictReader(f)]
    elo = Elo()
    print("elo log loss %.4f" % elo.logloss(games))
    bt = BradleyTerrySGD(lr=0.05)
    for ep in range(10):
        random.shuffle(games)
        cost = sum(bt.observe(a, b) if s == 1 else bt.observe(b, a) for a, b, s in games if s != 0.5)
        print("epoch", ep, "cost", cost)
    teams = sorted(elo.r)
    ix = {t: i for i, t in enumerate(teams)}
    W = np.zeros((len(teams), len(teams)))
    for a, b, s in games:
        W[ix[a], ix[b]] += s
        W[ix[b], ix[a]] += 1 - s
    sol = minimize(bt_nll, np.zeros(len(teams)), args=(W,), jac=bt_grad, method="L-BFGS-B")
    print("scipy nll", sol.fun, bt_nll_scipy(sol.x, W))
    for i in np.argsort(-sol.x)[:10]:
        print("%-20s elo %.0f bt %.2f" % (teams[i], elo.r[teams[i]], sol.x[i]))
    print("top two", bt_ratio(*np.sort(sol.x)[::-1][:2]), plackett_luce_ll(sol.x, np.argsort(-sol.x)))


if __name__ == "__main__":
    main()
