"""Measurements that people run; each prints what it found, beside a baseline or a limit."""
