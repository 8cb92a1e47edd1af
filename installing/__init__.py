"""The proof that formcheck installs: from its wheel, and by the steps of its Containerfile."""
