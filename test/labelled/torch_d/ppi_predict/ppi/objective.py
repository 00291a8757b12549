import torch
import torch.nn.functional as F


def contact_loss(pred, target, mask, pos_weight=5.0):
    l = pos_weight * target * torch.log(pred) + (1 - target) * torch.log(1 - pred)  #@ unstable bce-after-sigmoid across
    return -(l * mask).sum() / mask.sum()


def masked_residue_loss(logits, tokens, masked):
    return F.cross_entropy(logits[masked], tokens[masked])  #@ stable softmax-before-ce


def pseudo_perplexity(out, tokens):
    p = out['residue_prob'].gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
    nll = -p.log().mean(-1)  #@ unstable nll-of-softmax across
    return nll.exp()


def profile_entropy(counts, pseudo=1.0):
    freq = (counts + pseudo) / (counts + pseudo).sum(-1, keepdim=True)
    return -(freq * freq.log2()).sum(-1)  #@ stable log-of-softmax


def pssm(counts, background):
    freq = (counts + 1.0) / (counts.sum(-1, keepdim=True) + counts.size(-1))
    return torch.log(freq / background)  #@ stable other
