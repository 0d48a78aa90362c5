"""Events told to other programs: written with what happened, delivered afterwards, signed."""
