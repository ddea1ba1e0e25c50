"""What was traded: tables of figures with their sources (``datasets``) and the conventions by which they are counted (``convention``)."""
