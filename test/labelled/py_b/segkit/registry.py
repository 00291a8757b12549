class Registry:
    def __init__(self, name):
        self.name = name
        self._map = {}

    def register(self, cls):
        self._map[cls.__name__] = cls
        return cls

    def get(self, key):
        if key not in self._map:
            raise KeyError(f'{key} is not in the {self.name} registry')
        return self._map[key]


LOSSES = Registry('loss')


def build_loss(cfg):
    cfg = dict(cfg)
    return LOSSES.get(cfg.pop('type'))(**cfg)
