from . import annotated as annotated
from . import recipe_record as recipe_record
from . import thumbnails as thumbnails
