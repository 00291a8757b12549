"""Discrete choice models."""
