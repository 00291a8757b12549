LOSSES = {}


def register(name):
    def deco(cls):
        LOSSES[name] = cls
        return cls
    return deco


def build_loss(cfg):
    from . import criteria  # noqa: F401
    kwargs = dict(cfg)
    return LOSSES[kwargs.pop("type")](**kwargs)
