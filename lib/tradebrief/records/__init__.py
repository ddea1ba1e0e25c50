"""What all records share: strict YAML, the base of frozen records, and assumptions, which every room may name."""
