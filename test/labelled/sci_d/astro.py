"""Photometry, blackbody and Bayesian model-comparison utilities."""
import numpy as np
from astropy import constants as c
from scipy.special import erfc, logsumexp

H, KB, C = c.h.value, c.k_B.value, c.c.value


def flux_to_mag(flux, zp=25.0):
    flux = np.asarray(flux, float)
    mag = np.full(flux.shape, np.nan)
    good = flux > 0
    mag[good] = zp - 2.5 * np.log10(flux[good])  #@ stable other
    return mag


def asinh_mag(flux, b=1e-10, zp=22.5):
    a = 2.5 / np.log(10)  #@ stable other
    return zp - a * (np.arcsinh(flux / (2 * b)) + np.log(b))  #@ stable other


def planck(lam, T):
    """Spectral radiance; Wien's regime handled by limiting the exponent."""
    x = np.clip(H * C / (lam * KB * T), 1e-10, 600.0)
    return 2 * H * C ** 2 / lam ** 5 / np.expm1(x)  #@ stable other


def saha_fraction(T, n_e, chi_ev, u_ratio=1.0):
    """Ionised fraction of a two-stage element; T in K (positive), n_e in m^-3."""
    lam3 = (2 * np.pi * c.m_e.value * KB * T / H ** 2) ** 1.5
    s = 2 * u_ratio * lam3 / n_e * np.exp(-chi_ev * c.e.value / (KB * T))  #@ stable other
    return s / (1 + s)  #@ stable naive-sigmoid


def excitation(levels_ev, g, T):
    """Boltzmann level populations; the first level is the ground state at 0 eV."""
    w = g * np.exp(-levels_ev * c.e.value / (KB * T))
    return w / w.sum()


def schechter(M, phi, M_star, alpha):
    x = 10 ** (0.4 * (M_star - M))
    return 0.4 * np.log(10) * phi * x ** (alpha + 1) * np.exp(-x)  #@ stable other


def gaussian_loglike(data, model, err):
    return -0.5 * np.sum(((data - model) / err) ** 2 + np.log(2 * np.pi * err ** 2))  #@ stable other


def outlier_loglike(r, err, f_out, s_out):
    """Hogg's mixture: fraction ``f_out`` of bad points, 0 < f_out < 1."""
    good = np.log1p(-f_out) - 0.5 * (r / err) ** 2 - np.log(err)  #@ stable log-of-sigmoid
    v = err ** 2 + s_out ** 2
    bad = np.log(f_out) - 0.5 * r ** 2 / v - 0.5 * np.log(v)
    return np.logaddexp(good, bad).sum()  #@ stable naive-logsumexp


def photoz_pdf(chi2_grid):
    """Normalised P(z) from a chi-square grid."""
    L = np.exp(-0.5 * chi2_grid)
    return L / L.sum()  #@ unstable naive-softmax


def photoz_pdf_batch(chi2):
    L = np.exp(-0.5 * (chi2 - chi2.min(axis=1)[:, None]))
    return L / L.sum(axis=1)[:, None]  #@ stable naive-softmax


def marginalise_offset(chi2, log_prior):
    return np.log(np.sum(np.exp(-0.5 * chi2 + log_prior)))  #@ unstable naive-logsumexp


class NestedSampler:
    def __init__(self, loglike, prior, n_live=200, seed=0):
        self.loglike, self.prior, self.n = loglike, prior, n_live
        self.rng = np.random.default_rng(seed)

    def run(self, max_iter=2000, dlogz=0.1):
        pts = self.prior(self.n, self.rng)
        ll = np.array([self.loglike(p) for p in pts])
        logz, logx = -np.inf, 0.0
        shrink = np.log1p(-np.exp(-1.0 / self.n))  #@ stable naive-softplus
        dead = []
        for it in range(max_iter):
            k = int(np.argmin(ll))
            logz = np.logaddexp(logz, ll[k] + logx + shrink)  #@ stable naive-logsumexp
            dead.append((ll[k], logx + shrink))
            logx -= 1.0 / self.n
            floor = ll[k]
            for _ in range(1000):
                cand = self.prior(1, self.rng)[0]
                lc = self.loglike(cand)
                if lc > floor:
                    pts[k], ll[k] = cand, lc
                    break
            if np.logaddexp(logz, ll.max() + logx) - logz < dlogz:  #@ stable naive-logsumexp
                break
        rest = logsumexp(ll) + logx - np.log(self.n)  #@ stable naive-logsumexp
        self.dead = np.array(dead)
        return np.logaddexp(logz, rest)

    def posterior_weights(self, logz):
        return np.exp(self.dead.sum(axis=1) - logz)  #@ stable naive-softmax


def bayes_factor_prob(lnz1, lnz2):
    return np.exp(lnz1) / (np.exp(lnz1) + np.exp(lnz2))  #@ unstable naive-softmax


def detection_p(snr):
    return 0.5 * erfc(snr / np.sqrt(2))
