"""What every result shares: shown in a cell it is a card with a table, and it is a DataFrame for calculating on."""
