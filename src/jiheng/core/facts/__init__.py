"""What is stated: concepts, contexts, facts."""
