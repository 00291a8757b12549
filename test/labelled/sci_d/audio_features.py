"""Spectral features: mel filterbanks, dB scales, cepstra, simple VAD."""
import numpy as np
from scipy.fft import dct
from scipy.signal import get_window, stft


def hz_to_mel(f):
    return 2595.0 * np.log10(1.0 + np.asarray(f) / 700.0)  #@ stable naive-softplus


def mel_to_hz(m):
    return 700.0 * (10.0 ** (np.asarray(m) / 2595.0) - 1.0)


def slaney_mel(f):
    f = np.asarray(f, float)
    lin = f / (200.0 / 3)
    logstep = np.log(6.4) / 27.0  #@ stable other
    out = lin.copy()
    hi = f >= 1000.0
    out[hi] = 15.0 + np.log(f[hi] / 1000.0) / logstep  #@ stable other
    return out


def power_to_db(S, ref=1.0, amin=1e-10, top_db=80.0):
    if amin <= 0:
        raise ValueError("amin must be strictly positive")
    db = 10.0 * np.log10(np.maximum(amin, S))  #@ stable log-eps-hack
    db -= 10.0 * np.log10(np.maximum(amin, ref))  #@ stable log-eps-hack
    if top_db is not None:
        db = np.maximum(db, db.max() - top_db)
    return db


def mel_filterbank(sr, n_fft, n_mels=40, fmin=0.0, fmax=None):
    fmax = fmax or sr / 2
    pts = mel_to_hz(np.linspace(hz_to_mel(fmin), hz_to_mel(fmax), n_mels + 2))
    freqs = np.linspace(0, sr / 2, n_fft // 2 + 1)
    fb = np.zeros((n_mels, len(freqs)))
    for i in range(n_mels):
        lo, c, hi = pts[i:i + 3]
        fb[i] = np.clip(np.minimum((freqs - lo) / (c - lo), (hi - freqs) / (hi - c)), 0, None)
    return fb


def log_mel(y, sr, n_fft=512, hop=160, n_mels=40):
    _, _, Z = stft(y, fs=sr, nperseg=n_fft, noverlap=n_fft - hop)
    P = np.abs(Z) ** 2
    return np.log(mel_filterbank(sr, n_fft, n_mels) @ P + 1e-6)  #@ stable log-eps-hack


def mfcc(y, sr, n=13):
    return dct(log_mel(y, sr), type=2, axis=0, norm="ortho")[:n]


def spectral_entropy(P, eps=1e-12):
    """P: power spectrogram (freq, time)."""
    p = P / (P.sum(0, keepdims=True) + eps)
    return -(p * np.log2(p + eps)).sum(0) / np.log2(P.shape[0])  #@ stable log-eps-hack


def spectral_flatness(P):
    P = np.maximum(P, 1e-10)
    return np.exp(np.log(P).mean(0)) / P.mean(0)  #@ stable naive-softmax


def snr_db(signal, noise):
    pn = np.mean(noise ** 2)
    if pn == 0:
        return np.inf
    ps = np.mean(signal ** 2)
    if ps == 0:
        return -np.inf
    return 10 * np.log10(ps / pn)  #@ stable other


def mu_law(x, mu=255):
    x = np.clip(x, -1, 1)
    return np.sign(x) * np.log1p(mu * np.abs(x)) / np.log1p(mu)  #@ stable naive-softplus


def mu_law_inv(y, mu=255):
    return np.sign(y) * np.expm1(np.abs(y) * np.log1p(mu)) / mu  #@ stable other


class SohnVAD:
    """Likelihood-ratio voice activity detector with logistic smoothing."""

    def __init__(self, noise_psd, threshold=0.5, slope=4.0):
        self.noise = np.maximum(noise_psd, 1e-12)
        self.threshold, self.slope = threshold, slope

    def llr(self, P):
        gamma = P / self.noise[:, None]
        xi = np.maximum(gamma - 1, 1e-3)
        return (gamma * xi / (1 + xi) - np.log1p(xi)).mean(0)  #@ stable naive-softplus

    def speech_prob(self, P):
        return 1.0 / (1.0 + np.exp(-self.slope * (self.llr(P) - self.threshold)))  #@ unstable naive-sigmoid

    def frame_cost(self, P, labels):
        p = self.speech_prob(P)
        return -(labels * np.log(p) + (1 - labels) * np.log(1 - p)).mean()  #@ unstable bce-after-sigmoid across


def gaussian_window(n, std):
    k = np.arange(n) - (n - 1) / 2
    return np.exp(-0.5 * (k / std) ** 2) * get_window("boxcar", n)  #@ stable other


def rt60(ir, sr):
    edc = np.cumsum(ir[::-1] ** 2)[::-1]
    edc = edc[edc > 0]
    db = 10 * np.log10(edc / edc[0])  #@ stable other
    k = np.flatnonzero(db < -5)
    j = np.flatnonzero(db < -25)
    return 3 * (j[0] - k[0]) / sr if len(j) else np.nan
