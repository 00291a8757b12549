from .base import CategoricalHMM, GaussianHMM
