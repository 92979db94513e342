"""How fast and how small: ratios, each measured in one run on one machine, as times say little of other machines."""
