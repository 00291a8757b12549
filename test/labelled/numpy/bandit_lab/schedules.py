import math


def exp_decay(start, rate):
    def f(t):
        return start * math.exp(-rate * t)  #@ stable other
    return f


def linear_to(start, end, horizon):
    """Goes from start to end over `horizon` steps and stays there."""
    def f(t):
        frac = min(float(t) / horizon, 1.0)
        return start + frac * (end - start)
    return f


def log_cooling(c):
    # classical simulated-annealing schedule
    def f(t):
        return c / math.log(t + 2)  #@ stable other
    return f
