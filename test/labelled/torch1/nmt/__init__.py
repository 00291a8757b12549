from .config import Config
from .model import Translator
