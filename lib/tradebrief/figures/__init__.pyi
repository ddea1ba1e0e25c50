from . import deals as deals
from . import exposure as exposure
from . import facts as facts
from . import incidence as incidence
from . import positions as positions
from . import rates as rates
from . import talks as talks
from .style import Drawn as Drawn
