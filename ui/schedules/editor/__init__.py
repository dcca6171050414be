"""The panel beside the grid: rotations, layers, hours and settings of a schedule as forms."""
