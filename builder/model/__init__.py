"""The records that pass between stages: frozen dataclasses, standard library only."""
