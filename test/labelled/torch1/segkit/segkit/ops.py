import torch


def activate(x, kind=None):
    if kind is None:
        return x
    if kind == "sigmoid":
        return torch.sigmoid(x)
    return torch.softmax(x, dim=1)


def spatial_softmax(hm):
    b, k, h, w = hm.shape
    flat = hm.view(b, k, -1)
    flat = torch.exp(flat)
    flat = flat / flat.sum(dim=2, keepdim=True)  #@ unstable naive-softmax
    return flat.view(b, k, h, w)


def safe_log(t, eps=1e-8):
    return torch.log(t + eps)  #@ unstable log-eps-hack across


def miou(pred, gt, n):
    k = (gt >= 0) & (gt < n)
    hist = torch.bincount(n * gt[k] + pred[k], minlength=n * n).view(n, n).float()
    return (hist.diag() / (hist.sum(0) + hist.sum(1) - hist.diag()).clamp(min=1)).mean()


def channel_max_softmax(x):
    x = x - x.amax(dim=1, keepdim=True)
    x = x.exp_()
    return x.div_(x.sum(1, keepdim=True))  #@ stable naive-softmax
