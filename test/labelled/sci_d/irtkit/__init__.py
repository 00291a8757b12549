from .estimation import MarginalML
from .models import GradedResponse, ThreePL, TwoPL, icc
