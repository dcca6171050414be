"""The metrics page: figures that hold, each with its formula and what stands behind it."""
