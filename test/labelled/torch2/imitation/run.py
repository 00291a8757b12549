import argparse

import numpy as np
import torch

from imitation.algos import GAIL, BCLogits, BehaviourCloning


def iterate(obs, act, bs):
    perm = torch.randperm(len(obs))
    for i in range(0, len(obs), bs):
        j = perm[i:i + bs]
        yield obs[j], act[j]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", default="expert.npz")
    p.add_argument("--algo", choices=["bc", "bc_logits", "gail"], default="bc")
    p.add_argument("--epochs", type=int, default=20)
    args = p.parse_args()
    d = np.load(args.data)
    obs = torch.as_tensor(d["obs"], dtype=torch.float32)
    act = torch.as_tensor(d["act"], dtype=torch.long)
    n_act = int(act.max()) + 1
    if args.algo == "gail":
        g = GAIL(obs.shape[1], n_act)
        for ep in range(args.epochs):
            for o, a in iterate(obs, act, 256):
                gen_a = g.policy.act(o)
                loss, acc = g.update_disc((o, a), (o, gen_a))
                r = g.reward(o, gen_a)
                lp = g.policy.log_prob(o, gen_a).detach()
                g.policy_update(o, gen_a, lp, (r - r.mean()) / (r.std() + 1e-8))
            print(ep, loss, acc)
        return
    algo = (BehaviourCloning if args.algo == "bc" else BCLogits)(obs.shape[1], n_act)
    for ep in range(args.epochs):
        stats = [algo.update(o, a) for o, a in iterate(obs, act, 256)]
        print(ep, stats[-1])


if __name__ == "__main__":
    main()
