"""Files of trade statistics as their publishers give them: one module for each layout, ``read`` for what they have in common."""
