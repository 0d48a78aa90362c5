"""Facts and targets plus a pack give points, each with its working."""
