"""Two reports side by side: ``read_back`` reads what each says, ``compare`` finds what differs, ``causes`` says why."""
