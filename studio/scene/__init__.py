"""What a clip shows: the tables of a scene file and how they are read."""
