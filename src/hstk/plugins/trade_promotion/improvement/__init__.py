"""Better packaging, labels and identity of products (task 4.2)."""
