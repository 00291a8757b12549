import math
NEG_INF = -float("inf")


def logsumexp(*args):
    """Stable log sum exp."""
    if all(a == NEG_INF for a in args):
        return NEG_INF
    a_max = max(args)
    lsp = math.log(sum(math.exp(a - a_max) for a in args))  #@ stable naive-logsumexp
    return a_max + lsp


def log_add(a, b):
    if a < b:
        a, b = b, a
    if b == NEG_INF:
        return a
    return a + math.log1p(math.exp(b - a))  #@ stable naive-softplus


def log_add_fast(a, b):
    return a + math.log(1 + math.exp(b - a))  #@ unstable naive-softplus
