from .cox import CoxPH
from .nonparametric import kaplan_meier, nelson_aalen
from .parametric import LogLogistic, Weibull
