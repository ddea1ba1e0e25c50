"""The command line, a module for each floor of the house. Heavy imports stand inside the commands, so that ``--help`` is quick."""
