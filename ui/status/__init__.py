"""What customers and colleagues are told: the status page, and updates beside an incident."""
