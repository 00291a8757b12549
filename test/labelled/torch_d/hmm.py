"""Hidden Markov models for CpG islands / gene finding, plain numpy."""
import argparse

import numpy as np
from scipy.special import logsumexp

NUC = {'A': 0, 'C': 1, 'G': 2, 'T': 3}


def logadd(a, b):
    if a < b:
        a, b = b, a
    return a + np.log1p(np.exp(b - a))  #@ stable naive-softplus


def log_sum(a, b):
    return np.log(np.exp(a) + np.exp(b))  #@ unstable naive-logsumexp


def log_sum_list(vals):
    total = 0.0
    for v in vals:
        total += np.exp(v)
    return np.log(total)  #@ unstable naive-logsumexp


class HMM:
    def __init__(self, A, B, pi):
        with np.errstate(divide='ignore'):
            self.logA = np.log(A)  #@ stable other
            self.logB = np.log(B)  #@ stable other
            self.logpi = np.log(pi)  #@ stable other
        self.K = len(pi)

    def forward(self, obs):
        T = len(obs)
        la = np.full((T, self.K), -np.inf)
        la[0] = self.logpi + self.logB[:, obs[0]]
        for t in range(1, T):
            la[t] = logsumexp(la[t - 1][:, None] + self.logA, axis=0) + self.logB[:, obs[t]]  #@ stable naive-logsumexp
        return la

    def backward(self, obs):
        T = len(obs)
        lb = np.zeros((T, self.K))
        for t in range(T - 2, -1, -1):
            for i in range(self.K):
                terms = self.logA[i] + self.logB[:, obs[t + 1]] + lb[t + 1]
                m = terms.max()
                lb[t, i] = m + np.log(np.exp(terms - m).sum())  #@ stable naive-logsumexp
        return lb

    def gamma(self, obs):
        g = self.forward(obs) + self.backward(obs)
        post = np.exp(g)
        return post / post.sum(axis=1)[:, None]  #@ unstable naive-softmax across

    def posterior(self, obs):
        la = self.forward(obs)
        g = la + self.backward(obs)
        return np.exp(g - logsumexp(la[-1]))  #@ stable naive-softmax

    def viterbi(self, obs):
        T = len(obs)
        d = self.logpi + self.logB[:, obs[0]]
        back = np.zeros((T, self.K), int)
        for t in range(1, T):
            s = d[:, None] + self.logA
            back[t] = s.argmax(0)
            d = s.max(0) + self.logB[:, obs[t]]
        path = [int(d.argmax())]
        for t in range(T - 1, 0, -1):
            path.append(int(back[t, path[-1]]))
        return path[::-1]

    def scaled_forward(self, obs):
        A, B = np.exp(self.logA), np.exp(self.logB)
        a = np.exp(self.logpi) * B[:, obs[0]]
        ll = 0.
        for t in range(len(obs)):
            if t:
                a = (a @ A) * B[:, obs[t]]
            c = a.sum()
            a /= c
            ll += np.log(c)  #@ stable other
        return ll


def read_fasta(path):
    seq = []
    with open(path) as f:
        for line in f:
            if not line.startswith('>'):
                seq += [NUC[c] for c in line.strip().upper() if c in NUC]
    return np.array(seq)


def kmer_entropy(seq, k=3):
    codes = sum(seq[i:len(seq) - k + i + 1] * 4 ** i for i in range(k))
    c = np.bincount(codes, minlength=4 ** k)
    p = c / c.sum()
    p = p[p > 0]
    return -(p * np.log2(p)).sum()  #@ stable log-of-softmax


def total_loglik(hmm, obs):
    last = hmm.forward(obs)[-1]
    out = last[0]
    for v in last[1:]:
        out = logadd(out, v)
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('fasta')
    args = ap.parse_args()
    A = np.array([[0.99, 0.01], [0.02, 0.98]])
    B = np.array([[0.3, 0.2, 0.2, 0.3], [0.15, 0.35, 0.35, 0.15]])
    hmm = HMM(A, B, np.array([0.9, 0.1]))
    obs = read_fasta(args.fasta)
    print('loglik', total_loglik(hmm, obs), hmm.scaled_forward(obs), log_sum_list(hmm.forward(obs)[-1]))
    print('islands', sum(hmm.viterbi(obs)), 'entropy', kmer_entropy(obs))
    print(hmm.gamma(obs)[:5], hmm.posterior(obs)[:5])


if __name__ == '__main__':
    main()
