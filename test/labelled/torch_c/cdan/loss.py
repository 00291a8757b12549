import torch
import torch.nn as nn


def Entropy(input_):
    epsilon = 1e-5
    entropy = -input_ * torch.log(input_ + epsilon)  #@ unstable log-eps-hack across
    return torch.sum(entropy, dim=1)


def CDAN(input_list, ad_net, entropy=None):
    softmax_output = input_list[1].detach()
    feature = input_list[0]
    op_out = torch.bmm(softmax_output.unsqueeze(2), feature.unsqueeze(1))
    ad_out = ad_net(op_out.view(-1, softmax_output.size(1) * feature.size(1)))
    n = softmax_output.size(0) // 2
    dc_target = torch.cat([torch.ones(n, 1), torch.zeros(n, 1)]).to(feature.device)
    if entropy is None:
        return nn.BCELoss()(ad_out, dc_target)
    weight = 1.0 + torch.exp(-entropy)  #@ stable other
    weight = weight / weight.sum().detach()
    return (weight.view(-1, 1) * nn.BCELoss(reduction="none")(ad_out, dc_target)).sum()


def ADDA_map(d_target):
    return -torch.log(d_target).mean()  #@ unstable bce-after-sigmoid across


def mcc(logits, T=2.5):
    n, k = logits.shape
    p = nn.functional.softmax(logits / T, dim=1)
    w = 1 + torch.exp(-Entropy(p))  #@ stable other
    w = (n * w / w.sum()).detach().view(-1, 1)
    cov = (p * w).t() @ p
    cov = cov / cov.sum(1)
    return (cov.sum() - cov.trace()) / k


def gaussian_mmd(x, y, sigmas=(1, 2, 4, 8)):
    z = torch.cat([x, y])
    d = torch.cdist(z, z).pow(2)
    k = sum(torch.exp(-d / (2 * s ** 2)) for s in sigmas)  #@ stable naive-softmax
    n = x.size(0)
    return k[:n, :n].mean() + k[n:, n:].mean() - 2 * k[:n, n:].mean()
