import numpy as np

from . import utils as U


class PolicyValueNet:
    def __init__(self, cfg, n_in=18, n_act=9):
        rng = np.random.default_rng(cfg.seed)
        h = cfg.hidden
        self.cfg = cfg
        self.params = {
            "W1": rng.normal(0, 1 / np.sqrt(n_in), (n_in, h)), "b1": np.zeros(h),
            "Wp": rng.normal(0, 1 / np.sqrt(h), (h, n_act)), "bp": np.zeros(n_act),
            "Wv": rng.normal(0, 1 / np.sqrt(h), (h, 1)), "bv": np.zeros(1),
        }

    def forward(self, X):
        p = self.params
        cache = {"X": X}
        cache["h"] = np.maximum(0, X @ p["W1"] + p["b1"])
        cache["scores"] = cache["h"] @ p["Wp"] + p["bp"]
        cache["pi"] = U.to_distribution(cache["scores"])
        cache["v"] = np.tanh(cache["h"] @ p["Wv"] + p["bv"])[:, 0]
        return cache

    def loss(self, cache, target_pi, target_v):
        policy = -(target_pi * np.log(cache["pi"])).sum(1).mean()  #@ unstable nll-of-softmax across
        value = ((cache["v"] - target_v) ** 2).mean()
        return policy + value

    def loss_log(self, cache, target_pi, target_v):
        logp = U.to_log_distribution(cache["scores"])
        return -(target_pi * logp).sum(1).mean() + ((cache["v"] - target_v) ** 2).mean()

    def step(self, X, target_pi, target_v):
        c = self.forward(X)
        n = len(X)
        ds = (c["pi"] - target_pi) / n
        dv = (2 * (c["v"] - target_v) * (1 - c["v"] ** 2) / n)[:, None]
        dh = (ds @ self.params["Wp"].T + dv @ self.params["Wv"].T) * (c["h"] > 0)
        grads = {"Wp": c["h"].T @ ds, "bp": ds.sum(0), "Wv": c["h"].T @ dv, "bv": dv.sum(0),
                 "W1": X.T @ dh, "b1": dh.sum(0)}
        for k, g in grads.items():
            self.params[k] -= self.cfg.lr * g
        return self.loss(c, target_pi, target_v)
