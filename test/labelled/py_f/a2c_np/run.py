import numpy as np
from policy import SoftmaxPolicy
from diagnostics import kl, entropy_nz, ema

rng = np.random.default_rng(3)
nf, na = 6, 3
pol = SoftmaxPolicy(nf, na)
w = np.zeros(nf)
rs = []
for ep in range(500):
    s = rng.normal(size=nf)
    old = pol.pi(s)
    a = rng.choice(na, p=old)
    r = 10. * (a == np.argmax(s[:na]))
    adv = r - s @ w
    w += .05 * adv * s
    pol.theta += .5 * adv * pol.grad_log(s, a)
    rs.append(r)
    if ep % 50 == 0:
        print(ep, ema(rs)[-1], entropy_nz(pol.pi(s)), kl(old, pol.pi(s)))
