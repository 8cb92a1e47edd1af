"""Training the recogniser of movements on poses without pixels."""
