"""What people ask of each other, on the rota page: covers, swaps, the pager, time off."""
