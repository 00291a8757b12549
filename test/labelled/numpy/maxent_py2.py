#!/usr/bin/env python2
# -*- coding: utf-8 -*-
"""Maximum entropy / naive Bayes text classifiers on sparse dict features."""
import math
import random
import sys


def read_docs(path):
    docs = []
    for line in open(path):
        label, _, text = line.partition('\t')
        feats = {}
        for tok in text.lower().split():
            if feats.has_key(tok):
                feats[tok] += 1
            else:
                feats[tok] = 1
        docs.append((label, feats))
    return docs


class NaiveBayes:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def train(self, docs):
        self.prior, self.counts, self.total, vocab = {}, {}, {}, {}
        for label, feats in docs:
            self.prior[label] = self.prior.get(label, 0) + 1
            table = self.counts.setdefault(label, {})
            for f, c in feats.iteritems():
                table[f] = table.get(f, 0) + c
                self.total[label] = self.total.get(label, 0) + c
                vocab[f] = 1
        self.V = len(vocab)

    def score(self, label, feats):
        n = float(sum(self.prior.values()))
        s = math.log(self.prior[label] / n)  #@ stable other
        for f, c in feats.iteritems():
            num = self.counts[label].get(f, 0) + self.alpha
            s += c * math.log(num / (self.total[label] + self.alpha * self.V))  #@ stable other
        return s

    def posterior(self, feats):
        scores = dict((l, self.score(l, feats)) for l in self.prior)
        z = sum(math.exp(s) for s in scores.values())
        return dict((l, math.exp(s) / z) for l, s in scores.items())  #@ unstable naive-softmax


class MaxEnt:
    def __init__(self, labels, sigma2=10.0):
        self.labels = sorted(labels)
        self.w = dict((l, {}) for l in self.labels)
        self.sigma2 = sigma2

    def scores(self, feats):
        return [sum(self.w[l].get(f, 0.0) * c for f, c in feats.iteritems()) for l in self.labels]

    def prob(self, feats):
        expd = [math.exp(s) for s in self.scores(feats)]
        z = sum(expd)
        return [e / z for e in expd]  #@ unstable naive-softmax

    def update(self, label, feats, lr):
        p = self.prob(feats)
        for i, l in enumerate(self.labels):
            err = (1.0 if l == label else 0.0) - p[i]
            for f, c in feats.iteritems():
                old = self.w[l].get(f, 0.0)
                self.w[l][f] = old + lr * (err * c - old / self.sigma2)

    def loglik(self, docs):
        ll = 0.0
        for label, feats in docs:
            ll += math.log(self.prob(feats)[self.labels.index(label)])  #@ unstable nll-of-softmax across
        return ll


def main():
    docs = read_docs(sys.argv[1])
    random.shuffle(docs)
    cut = len(docs) * 9 / 10
    train, test = docs[:cut], docs[cut:]
    nb = NaiveBayes()
    nb.train(train)
    me = MaxEnt(set(l for l, _ in docs))
    for it in xrange(20):
        random.shuffle(train)
        for label, feats in train:
            me.update(label, feats, 0.1 / math.sqrt(it + 1))
        print >>sys.stderr, 'iter %d loglik %.3f' % (it, me.loglik(train))
    good_nb = good_me = 0
    for label, feats in test:
        post = nb.posterior(feats)
        good_nb += max(post, key=post.get) == label
        p = me.prob(feats)
        good_me += me.labels[p.index(max(p))] == label
    print 'naive bayes %.3f  maxent %.3f' % (good_nb / float(len(test)), good_me / float(len(test)))


if __name__ == '__main__':
    main()
