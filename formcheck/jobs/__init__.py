"""Analyses in processes of their own: the pool, the queue and what a worker does."""
