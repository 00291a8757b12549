"""Small generalized linear model toolkit."""
from .families import Binomial, Gamma, NegativeBinomial, Poisson
from .irls import GLM
from .links import CLogLog, Log, Logit, Probit

__all__ = ["Binomial", "CLogLog", "GLM", "Gamma", "Log", "Logit", "NegativeBinomial", "Poisson", "Probit"]
