import numpy as np

from .mathx import lse, normalize


class HMM:
    """Discrete HMM, trained by counting; decoding and likelihoods in log space."""

    def __init__(self, n_states, n_symbols, alpha=1.0):
        self.S, self.V, self.alpha = n_states, n_symbols, alpha

    def fit(self, sequences):
        pi = np.full(self.S, self.alpha)
        A = np.full((self.S, self.S), self.alpha)
        B = np.full((self.S, self.V), self.alpha)
        for tags, words in sequences:
            pi[tags[0]] += 1
            for a, b in zip(tags[:-1], tags[1:]):
                A[a, b] += 1
            for t, w in zip(tags, words):
                B[t, w] += 1
        self.log_pi = np.log(normalize(pi))  #@ stable other
        self.log_A = np.log(normalize(A))  #@ stable other
        self.log_B = np.log(normalize(B))  #@ stable other
        return self

    def loglik(self, words):
        alpha = self.log_pi + self.log_B[:, words[0]]
        for w in words[1:]:
            alpha = lse(alpha[:, None] + self.log_A, axis=0) + self.log_B[:, w]
        return lse(alpha)

    def viterbi(self, words):
        T = len(words)
        delta = np.zeros((T, self.S))
        back = np.zeros((T, self.S), dtype=int)
        delta[0] = self.log_pi + self.log_B[:, words[0]]
        for t in range(1, T):
            cand = delta[t - 1][:, None] + self.log_A
            back[t] = cand.argmax(axis=0)
            delta[t] = cand.max(axis=0) + self.log_B[:, words[t]]
        path = [int(delta[-1].argmax())]
        for t in range(T - 1, 0, -1):
            path.append(int(back[t, path[-1]]))
        return path[::-1]

    def posteriors(self, words):
        T = len(words)
        la, lb = np.zeros((T, self.S)), np.zeros((T, self.S))
        la[0] = self.log_pi + self.log_B[:, words[0]]
        for t in range(1, T):
            la[t] = lse(la[t - 1][:, None] + self.log_A, axis=0) + self.log_B[:, words[t]]
        for t in range(T - 2, -1, -1):
            lb[t] = lse(self.log_A + self.log_B[:, words[t + 1]] + lb[t + 1], axis=1)
        g = la + lb
        return np.exp(g - lse(g, axis=1)[:, None])  #@ stable naive-softmax
