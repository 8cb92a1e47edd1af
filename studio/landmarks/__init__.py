"""Poses without pixels: true landmarks of a performed scene, read with errors as measured."""
