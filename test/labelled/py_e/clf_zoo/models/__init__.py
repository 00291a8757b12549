from .lenet import LeNet5
from .convmixer import ConvMixer
from .wide import WideNet
from .tagger import TagHead

REGISTRY = {"lenet": LeNet5, "convmixer": ConvMixer, "wide": WideNet, "tags": TagHead}


def build(name, **kw):
    if name not in REGISTRY:
        raise KeyError("unknown model %s, have %s" % (name, sorted(REGISTRY)))
    return REGISTRY[name](**kw)
