"""What is the situation, what is wrong, where to act first."""
