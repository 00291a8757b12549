import numpy as np
from scipy.special import logsumexp, gammaln, digamma
from scipy.stats import multivariate_normal


class GaussianMixture1D(object):
	"""EM for 1-d mixtures. Tabs because of vim."""

	def __init__(self, K, tol=1e-6):
		self.K = K
		self.tol = tol

	def _init(self, x):
		self.pi = np.ones(self.K) / self.K
		self.mu = np.random.choice(x, self.K, replace=False)
		self.var = np.ones(self.K) * x.var()

	def _log_pdf(self, x):
		d = (x[:, None] - self.mu[None]) ** 2
		return -0.5 * (np.log(2 * np.pi * self.var) + d / self.var)

	def e_step(self, x):
		w = self.pi * np.exp(self._log_pdf(x))  #@ unstable naive-softmax
		return w / w.sum(axis=1, keepdims=True)

	def m_step(self, x, r):
		nk = r.sum(0)
		self.pi = nk / len(x)
		self.mu = (r * x[:, None]).sum(0) / nk
		self.var = (r * (x[:, None] - self.mu) ** 2).sum(0) / nk + 1e-6

	def loglik(self, x):
		return np.log((self.pi * np.exp(self._log_pdf(x))).sum(1)).sum()  #@ unstable naive-logsumexp

	def fit(self, x, iters=200):
		self._init(x)
		prev = -np.inf
		for it in range(iters):
			self.m_step(x, self.e_step(x))
			ll = self.loglik(x)
			if abs(ll - prev) < self.tol:
				break
			prev = ll
		return self


def responsibilities(X, pis, mus, covs):
	n, K = len(X), len(pis)
	lp = np.empty((n, K))
	for k in range(K):
		lp[:, k] = np.log(pis[k] + 1e-300) + multivariate_normal.logpdf(X, mus[k], covs[k], allow_singular=True)
	lse = logsumexp(lp, axis=1, keepdims=True)  #@ stable naive-logsumexp
	return np.exp(lp - lse), lse.sum()  #@ stable naive-softmax


def kl_gauss(m0, S0, m1, S1):
	k = len(m0)
	iS1 = np.linalg.inv(S1)
	d = m1 - m0
	_, ld1 = np.linalg.slogdet(S1)
	_, ld0 = np.linalg.slogdet(S0)
	return 0.5 * (np.trace(iS1 @ S0) + d @ iS1 @ d - k + ld1 - ld0)


def bic(ll, n_params, n):
	return -2 * ll + n_params * np.log(n)  #@ stable other


def log_dirichlet_norm(alpha):
	return gammaln(alpha.sum()) - gammaln(alpha).sum()


def expected_log_pi(alpha):
	return digamma(alpha) - digamma(alpha.sum())


def rbf_soft_assign(X, centers, beta):
	# soft k-means, as in MacKay ch. 22
	d2 = ((X[:, None, :] - centers[None]) ** 2).sum(-1)
	a = np.exp(-beta * d2)  #@ unstable naive-softmax
	return a / a.sum(1, keepdims=True)


def rbf_soft_assign2(X, centers, beta):
	d2 = ((X[:, None, :] - centers[None]) ** 2).sum(-1)
	d2 -= d2.min(1, keepdims=True)
	a = np.exp(-beta * d2)  #@ stable naive-softmax
	return a / a.sum(1, keepdims=True)


def heat_affinity(X, sigma=1.0):
	d2 = ((X[:, None] - X[None]) ** 2).sum(-1)
	W = np.exp(-d2 / (2 * sigma ** 2))  #@ stable naive-softmax
	return W / W.sum(1, keepdims=True)


def entropy_of_resp(r):
	return -(r * np.log(r + 1e-12)).sum(1)  #@ stable log-eps-hack


if __name__ == '__main__':
	x = np.concatenate([np.random.randn(200) - 4, np.random.randn(300) * .5 + 3])
	g = GaussianMixture1D(2).fit(x)
	print(g.mu, g.var, bic(g.loglik(x), 5, len(x)))
