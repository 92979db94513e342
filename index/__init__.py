"""Find passages: the catalogue, the vectors, the keywords and the search over them."""
