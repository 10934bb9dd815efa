"""What is measured and how to run it: `make bench`. Nothing here has a threshold; read the ratios, not the seconds."""
