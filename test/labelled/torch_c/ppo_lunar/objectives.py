import torch
import torch.nn.functional as F


def clipped_surrogate(logp, logp_old, adv, clip=0.2):
    ratio = torch.exp(logp - logp_old)  #@ stable other
    s1 = ratio * adv
    s2 = torch.clamp(ratio, 1 - clip, 1 + clip) * adv
    return -torch.min(s1, s2).mean()


def a2c_loss(dist, actions, adv):
    picked = dist.gather(1, actions.unsqueeze(1)).squeeze(1)
    return -(torch.log(picked) * adv).mean()  #@ unstable nll-of-softmax across


def policy_entropy(dist):
    return -(dist * torch.log(dist + 1e-8)).sum(1).mean()  #@ unstable log-eps-hack across


def bc_loss(scores, expert_actions):
    """behaviour cloning warm start"""
    return F.cross_entropy(scores, expert_actions)  #@ unstable softmax-before-ce across


def awr_loss(scores, actions, adv, beta=1.0, max_weight=20.0):
    w = torch.exp(adv / beta).clamp(max=max_weight)  #@ stable other
    nll = F.cross_entropy(scores, actions, reduction="none")  #@ stable softmax-before-ce
    return (w.detach() * nll).mean()


def approx_kl(logp_old, logp):
    d = logp - logp_old
    return (d.exp() - 1 - d).mean().item()  #@ stable other
