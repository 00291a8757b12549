import torch

def argmax(vec):
    _, idx = torch.max(vec, 1)
    return idx.item()

# Compute log sum exp in a numerically stable way for the forward algorithm
def log_sum_exp(vec):
    max_score = vec[0, argmax(vec)]
    max_score_broadcast = max_score.view(1, -1).expand(1, vec.size()[1])
    return max_score + torch.log(torch.sum(torch.exp(vec - max_score_broadcast)))  #@ stable naive-logsumexp

def exp_sum(m, dim):
    return m.exp().sum(dim)

def seq_mask(lens):
    return torch.arange(max(lens))[None] < torch.tensor(lens)[:, None]
