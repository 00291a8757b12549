import argparse

import jax
import jax.numpy as jnp
import numpy as np
import optax

from .losses import aux_loss, aux_nll, bce, bce_logits
from .nets import AuxClassifier, Critic, Generator, LogitCritic

LATENT = 64


class Trainer:
    def __init__(self, key, logits=False, lr=2e-4):
        self.G, self.C = Generator(), AuxClassifier()
        self.D = LogitCritic() if logits else Critic()
        self.crit = bce_logits if logits else bce
        k1, k2, k3 = jax.random.split(key, 3)
        x = jnp.zeros((2, 28, 28, 1))
        self.gv = self.G.init(k1, jnp.zeros((2, LATENT)))
        self.dp = self.D.init(k2, x)
        self.cp = self.C.init(k3, x)
        self.opt = optax.adam(lr, b1=0.5)
        self.gs = self.opt.init(self.gv["params"])
        self.ds = self.opt.init(self.dp)
        self.cs = self.opt.init(self.cp)

    def fake(self, gp, key, n):
        v = {"params": gp, "batch_stats": self.gv["batch_stats"]}
        img, upd = self.G.apply(v, jax.random.normal(key, (n, LATENT)), mutable=["batch_stats"])
        return img

    def d_loss(self, dp, real, fake):
        return self.crit(self.D.apply(dp, real), 0.9) + self.crit(self.D.apply(dp, fake), 0.0)

    def g_loss(self, gp, key, n):
        d = self.D.apply(self.dp, self.fake(gp, key, n))
        return self.crit(d, 1.0)

    def g_loss_paper(self, gp, key, n):
        d = Critic().apply(self.dp, self.fake(gp, key, n))
        return jnp.log(1 - d).mean()  #@ unstable bce-after-sigmoid across

    def c_loss(self, cp, x, y):
        out = self.C.apply(cp, x)
        return aux_loss(out, y) + 0.1 * aux_nll(out, y)

    def step(self, key, x, y):
        k1, k2 = jax.random.split(key)
        fake = self.fake(self.gv["params"], k1, len(x))
        dl, g = jax.value_and_grad(self.d_loss)(self.dp, x, fake)
        u, self.ds = self.opt.update(g, self.ds)
        self.dp = optax.apply_updates(self.dp, u)
        gl, g = jax.value_and_grad(self.g_loss)(self.gv["params"], k2, len(x))
        u, self.gs = self.opt.update(g, self.gs)
        self.gv = {**self.gv, "params": optax.apply_updates(self.gv["params"], u)}
        cl, g = jax.value_and_grad(self.c_loss)(self.cp, x, y)
        u, self.cs = self.opt.update(g, self.cs)
        self.cp = optax.apply_updates(self.cp, u)
        return dl, gl, cl

    def inception_like(self, x):
        p = self.C.apply(self.cp, x)
        py = p.mean(0, keepdims=True)
        kl = (p * (jnp.log(p) - jnp.log(py))).sum(1)  #@ unstable log-of-softmax across
        return jnp.exp(kl.mean())


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="mnist.npz")
    ap.add_argument("--logits", action="store_true")
    args = ap.parse_args()
    d = np.load(args.data)
    X = d["x_train"][..., None].astype(np.float32) / 127.5 - 1
    Y = d["y_train"]
    key = jax.random.PRNGKey(0)
    tr = Trainer(key, args.logits)
    for i in range(10000):
        key, k = jax.random.split(key)
        idx = np.random.randint(0, len(X), 128)
        dl, gl, cl = tr.step(k, X[idx], Y[idx])
        if i % 100 == 0:
            print(f"{i} d={dl:.3f} g={gl:.3f} c={cl:.3f}")


if __name__ == "__main__":
    main()
