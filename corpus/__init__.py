"""Read papers: files in, papers and passages out. Knows nothing of vectors, models or HTTP."""
