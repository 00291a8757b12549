# -*- coding: utf-8 -*-
"""Spam filter: multinomial + bernoulli naive bayes. python3, no deps except numpy."""
import math
import re
import sys
from collections import Counter, defaultdict
import numpy as np

TOKEN = re.compile(r"[a-z0-9']+")


def tokenize(msg):
    return TOKEN.findall(msg.lower())


def idf(n_docs, df):
    return math.log((1 + n_docs) / (1 + df)) + 1  #@ stable other


class NaiveBayesClassifier:
    def __init__(self, k=0.5):
        self.k = k
        self.word_probs = []

    def train(self, training_set):
        n_spam = sum(1 for _, s in training_set if s)
        n_ham = len(training_set) - n_spam
        counts = defaultdict(lambda: [0, 0])
        for msg, is_spam in training_set:
            for w in set(tokenize(msg)):
                counts[w][0 if is_spam else 1] += 1
        self.word_probs = [(w, (s + self.k) / (n_spam + 2 * self.k), (h + self.k) / (n_ham + 2 * self.k))
                           for w, (s, h) in counts.items()]

    def _scores(self, message):
        words = set(tokenize(message))
        a = b = 0.0
        for w, p1, p0 in self.word_probs:
            if w in words:
                a += math.log(p1)
                b += math.log(p0)
            else:
                a += math.log(1.0 - p1)  #@ stable other
                b += math.log(1.0 - p0)
        return a, b

    def classify(self, message):
        log_prob_if_spam, log_prob_if_not_spam = self._scores(message)
        return math.exp(log_prob_if_spam) / (math.exp(log_prob_if_spam) + math.exp(log_prob_if_not_spam))  #@ unstable naive-softmax

    def odds(self, message):
        a, b = self._scores(message)
        m = max(a, b)
        ea, eb = math.exp(a - m), math.exp(b - m)  #@ stable naive-softmax
        return ea / (ea + eb)


class MultinomialNB:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        fc = np.array([X[y == c].sum(0) for c in self.classes_]) + self.alpha
        self.feature_log_prob_ = np.log(fc) - np.log(fc.sum(1, keepdims=True))  #@ stable other
        self.class_log_prior_ = np.log(np.array([(y == c).mean() for c in self.classes_]))
        return self

    def _jll(self, X):
        return X @ self.feature_log_prob_.T + self.class_log_prior_

    def predict_log_proba(self, X):
        jll = self._jll(X)
        log_prob_x = np.log(np.exp(jll).sum(axis=1))  #@ unstable naive-logsumexp
        return jll - log_prob_x[:, None]

    def predict(self, X):
        return self.classes_[self._jll(X).argmax(1)]


def information_gain(counts):
    tot = sum(counts)
    return -sum(c / tot * math.log2(c / tot) for c in counts if c)  #@ stable other


if __name__ == "__main__":
    data = [("win cash now", True), ("lunch at noon?", False), ("cheap pills cash", True), ("see you", False)]
    nb = NaiveBayesClassifier()
    nb.train(data)
    for line in sys.stdin:
        print(round(nb.classify(line), 4))
