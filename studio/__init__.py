"""The studio renders formcheck's own sample clips together with their exact truth."""
