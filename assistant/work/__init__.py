"""Work: what is done with a judged case and a checked pack, apart from any face."""
