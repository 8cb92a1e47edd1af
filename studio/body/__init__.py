"""The jointed body and its shoes."""
