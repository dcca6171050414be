"""Pages for people, shipped inside the program."""
