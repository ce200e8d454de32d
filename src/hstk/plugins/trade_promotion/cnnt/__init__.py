"""Rounds that choose sản phẩm công nghiệp nông thôn tiêu biểu."""
