"""Hodgkin-Huxley gating variables (squid axon, shifted to -65 mV rest)."""
import numpy as np

V_MIN, V_MAX = -120.0, 80.0


def _vtrap(x, y):
    """x / (exp(x/y) - 1) with the removable singularity filled in."""
    u = np.asarray(x / y, dtype=float)
    small = np.abs(u) < 1e-6
    safe = np.where(small, 1.0, np.clip(u, -100, 100))
    return np.where(small, y * (1 - u / 2), x / np.expm1(safe))  #@ stable other


def alpha_n(v):
    return 0.01 * _vtrap(-(v + 55.0), 10.0)


def beta_n(v):
    return 0.125 * np.exp(-(v + 65.0) / 80.0)


def alpha_m(v):
    return 0.1 * _vtrap(-(v + 40.0), 10.0)


def beta_m(v):
    return 4.0 * np.exp(-(v + 65.0) / 18.0)


def alpha_h(v):
    return 0.07 * np.exp(-(v + 65.0) / 20.0)


def beta_h(v):
    v = np.clip(v, V_MIN, V_MAX)
    return 1.0 / (1.0 + np.exp(-(v + 35.0) / 10.0))  #@ stable naive-sigmoid


def boltzmann_inf(v, half, slope):
    """Steady-state activation, two branches for large arguments."""
    x = (np.asarray(v, float) - half) / slope
    out = np.empty_like(x)
    pos = x >= 0
    out[pos] = 1.0 / (1.0 + np.exp(-x[pos]))  #@ stable naive-sigmoid
    ex = np.exp(x[~pos])
    out[~pos] = ex / (1.0 + ex)  #@ stable naive-sigmoid
    return out


def nmda_block(v, mg=1.0):
    grid = np.linspace(-100, 60, 321)
    table = 1.0 / (1.0 + np.exp(-0.062 * grid) * mg / 3.57)  #@ stable naive-sigmoid
    return np.interp(v, grid, table)


def nernst(c_out, c_in, z=1, temp=310.15):
    if c_out <= 0 or c_in <= 0:
        raise ValueError("concentrations must be positive")
    return 1e3 * 8.314 * temp / (z * 96485.0) * np.log(c_out / c_in)  #@ stable other


class HHNeuron:
    def __init__(self, g_na=120.0, g_k=36.0, g_l=0.3, c_m=1.0):
        self.g = (g_na, g_k, g_l)
        self.e = (50.0, -77.0, -54.4)
        self.c_m = c_m

    def derivatives(self, v, m, h, n, i_ext):
        ina = self.g[0] * m ** 3 * h * (v - self.e[0])
        ik = self.g[1] * n ** 4 * (v - self.e[1])
        il = self.g[2] * (v - self.e[2])
        dv = (i_ext - ina - ik - il) / self.c_m
        return (dv, alpha_m(v) * (1 - m) - beta_m(v) * m,
                alpha_h(v) * (1 - h) - beta_h(v) * h,
                alpha_n(v) * (1 - n) - beta_n(v) * n)

    def run(self, i_ext, dt=0.01, t_max=50.0):
        steps = int(t_max / dt)
        v, m, h, n = -65.0, 0.05, 0.6, 0.32
        trace = np.empty(steps)
        for k in range(steps):
            dv, dm, dh, dn = self.derivatives(v, m, h, n, i_ext)
            v, m, h, n = v + dt * dv, m + dt * dm, h + dt * dh, n + dt * dn
            trace[k] = v
        return trace
