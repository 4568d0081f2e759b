"""Work: what people do with a case that was judged."""
