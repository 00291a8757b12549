"""Item response functions."""
import numpy as np
from scipy.special import expit

D = 1.702


def icc(theta, a, b, c=0.0):
    """Item characteristic curve of the 3PL model."""
    z = D * a * (theta - b)
    return c + (1.0 - c) / (1.0 + np.exp(-z))  #@ unstable naive-sigmoid


class TwoPL:
    def __init__(self, a, b):
        self.a = np.asarray(a, float)
        self.b = np.asarray(b, float)
        if np.any(self.a <= 0):
            raise ValueError("discriminations must be positive")

    def prob(self, theta):
        return icc(theta[:, None], self.a, self.b)

    def loglik(self, theta, U):
        p = self.prob(theta)
        return (U * np.log(p) + (1 - U) * np.log(1 - p)).sum(axis=1)  #@ unstable bce-after-sigmoid across

    def information(self, theta):
        p = self.prob(theta)
        return (D * self.a) ** 2 * p * (1 - p)


class ThreePL(TwoPL):
    def __init__(self, a, b, c):
        super().__init__(a, b)
        self.c = np.asarray(c, float)

    def prob(self, theta):
        z = np.clip(D * self.a * (theta[:, None] - self.b), -30, 30)
        return self.c + (1 - self.c) / (1 + np.exp(-z))  #@ stable naive-sigmoid


class Rasch:
    """One parameter model, likelihood in the logit itself."""

    def __init__(self, difficulty):
        self.difficulty = np.asarray(difficulty, float)

    def loglik(self, theta, U):
        z = theta[:, None] - self.difficulty
        return (U * z - np.logaddexp(0, z)).sum(1)  #@ stable naive-softplus

    def expected_score(self, theta):
        return expit(theta[:, None] - self.difficulty).sum(1)  #@ stable naive-sigmoid


class GradedResponse:
    """Samejima's model: cumulative logits with ordered thresholds."""

    def __init__(self, a, thresholds):
        self.a = a
        self.t = np.sort(np.asarray(thresholds, float))

    def cumulative(self, theta):
        z = self.a * (theta[:, None] - self.t[None, :])
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))  #@ stable naive-sigmoid

    def category_probs(self, theta):
        cum = self.cumulative(theta)
        one = np.ones((len(theta), 1))
        cum = np.hstack([one, cum, 0 * one])
        return cum[:, :-1] - cum[:, 1:]


def partial_credit(theta, deltas):
    """Masters' model: returns P(category) for one item."""
    steps = np.concatenate([[0.0], deltas])
    num = np.exp(np.cumsum(theta - steps))
    return num / np.sum(num)  #@ unstable naive-softmax
