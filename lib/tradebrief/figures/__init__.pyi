from . import exposure as exposure
from . import facts as facts
from . import positions as positions
from . import rates as rates
from . import talks as talks
from .style import Drawn as Drawn
