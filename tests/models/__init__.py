"""What is stored: the migrations and the tables agree."""
