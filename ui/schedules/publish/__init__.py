"""What becomes of a draft: the bar, the sheet that publishes it, merges, earlier versions."""
