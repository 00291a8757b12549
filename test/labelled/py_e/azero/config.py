import dataclasses


@dataclasses.dataclass
class Config:
    board: int = 9
    simulations: int = 200
    c_base: float = 19652.0
    c_init: float = 1.25
    root_alpha: float = 0.3
    root_frac: float = 0.25
    explore_moves: int = 20
    temp_start: float = 1.0
    temp_final: float = 0.0
    arena_temp: float = 0.0
    lr: float = 2e-2
    l2: float = 1e-4
    batch: int = 512
    iterations: int = 100
