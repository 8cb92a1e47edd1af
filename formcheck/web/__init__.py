"""The web app: a server on this machine for live coaching, uploads and the history."""
