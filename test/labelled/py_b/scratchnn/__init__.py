from .activations import *
from .network import Network
