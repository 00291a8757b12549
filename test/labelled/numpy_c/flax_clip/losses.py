import jax
import jax.numpy as jnp
import optax


def clip_loss(logits):
    n = logits.shape[0]
    lab = jnp.arange(n)
    i2t = optax.softmax_cross_entropy_with_integer_labels(logits, lab).mean()  #@ stable softmax-before-ce
    t2i = optax.softmax_cross_entropy_with_integer_labels(logits.T, lab).mean()  #@ stable softmax-before-ce
    return 0.5 * (i2t + t2i)


def nt_xent(z1, z2, temperature=0.1):
    z1 = z1 / jnp.linalg.norm(z1, axis=1, keepdims=True)
    z2 = z2 / jnp.linalg.norm(z2, axis=1, keepdims=True)
    z = jnp.concatenate([z1, z2])
    sim = jnp.exp(z @ z.T / temperature)
    n = z1.shape[0]
    sim = sim * (1 - jnp.eye(2 * n))
    pos = jnp.exp(jnp.sum(z1 * z2, axis=1) / temperature)
    pos = jnp.concatenate([pos, pos])
    return -jnp.log(pos / sim.sum(axis=1)).mean()  #@ stable naive-softmax


def info_nce(anchor, positive, negatives, tau=0.07):
    """memory bank version"""
    l_pos = jnp.einsum('bd,bd->b', anchor, positive) / tau
    l_neg = anchor @ negatives.T / tau
    num = jnp.exp(l_pos)
    den = num + jnp.exp(l_neg).sum(axis=1)
    return -jnp.mean(jnp.log(num / den))  #@ unstable naive-softmax


def siglip_loss(logits, bias):
    n = logits.shape[0]
    lab = 2 * jnp.eye(n) - 1
    return -jax.nn.log_sigmoid(lab * (logits + bias)).sum() / n  #@ stable log-of-sigmoid


def pairwise_loss(logits):
    n = logits.shape[0]
    p = jax.nn.sigmoid(logits)
    eye = jnp.eye(n)
    return -(eye * jnp.log(p) + (1 - eye) * jnp.log(1 - p)).mean()  #@ unstable bce-after-sigmoid


def distill(student_logits, teacher_logits, T=2.0):
    p = jax.nn.softmax(teacher_logits / T)
    logq = jnp.log(jax.nn.softmax(student_logits / T))  #@ unstable log-of-softmax
    return -(p * logq).sum(-1).mean() * T ** 2
