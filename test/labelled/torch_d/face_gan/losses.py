import torch
import torch.nn.functional as F


def d_loss_minimax(d_real, d_fake):
    real = -torch.log(d_real).mean()  #@ unstable bce-after-sigmoid across
    fake = -torch.log(1. - d_fake).mean()  #@ unstable bce-after-sigmoid across
    return real + fake


def g_loss_nonsaturating(d_fake):
    return torch.mean(-torch.log(d_fake + 1e-12))  #@ unstable log-eps-hack across


def d_loss_logistic(real_score, fake_score):
    return (F.softplus(-real_score) + F.softplus(fake_score)).mean()  #@ stable naive-softplus


def g_loss_logistic(fake_score):
    return -F.logsigmoid(fake_score).mean()  #@ stable log-of-sigmoid


def hinge_d(real_score, fake_score):
    return F.relu(1 - real_score).mean() + F.relu(1 + fake_score).mean()


def attribute_loss(attr_logits, attrs):
    return F.binary_cross_entropy_with_logits(attr_logits, attrs.float())  #@ stable softmax-before-ce


def adversarial_with_logits(validity, is_real):
    target = torch.full_like(validity, 0.9 if is_real else 0.0)
    return F.binary_cross_entropy_with_logits(validity, target)  #@ unstable softmax-before-ce across


def gradient_penalty(critic, real, fake):
    alpha = torch.rand(real.size(0), 1, 1, 1, device=real.device)
    mix = (alpha * real + (1 - alpha) * fake).requires_grad_(True)
    out = critic(mix)
    grad = torch.autograd.grad(out.sum(), mix, create_graph=True)[0]
    return ((grad.flatten(1).norm(2, dim=1) - 1) ** 2).mean()
