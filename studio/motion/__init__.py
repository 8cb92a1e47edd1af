"""What the person does, and when."""
