import torch
import torch.nn.functional as F


def sequence_logps(logits, labels, average=False, ignore=-100):
    """Sum of token log probabilities of the labels."""
    labels = labels[:, 1:].clone()
    logits = logits[:, :-1, :]
    mask = labels != ignore
    labels[labels == ignore] = 0
    lp = torch.gather(logits.log_softmax(-1), 2, labels.unsqueeze(2)).squeeze(2)  #@ stable nll-of-softmax
    if average:
        return (lp * mask).sum(-1) / mask.sum(-1)
    return (lp * mask).sum(-1)


def token_probs(logits):
    return F.softmax(logits, dim=-1)


def sequence_logps_v0(logits, labels, ignore=-100):
    labels = labels[:, 1:].clone()
    mask = labels != ignore
    labels[~mask] = 0
    probs = token_probs(logits[:, :-1])
    picked = probs.gather(2, labels.unsqueeze(2)).squeeze(2)
    return (picked.log() * mask).sum(-1)  #@ unstable nll-of-softmax across
