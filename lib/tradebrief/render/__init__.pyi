from . import recipe_record as recipe_record
