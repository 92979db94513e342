"""Sample papers: three meetings of Quenbridge Borough Council, a council that does not exist.

`papers/` holds the PDFs as they are read; the modules here make them (`python -m corpus.samples.build`). Every
fact they tell stands in `story`, so that a test can know what a right answer is.
"""

from pathlib import Path

PAPERS = Path(__file__).parent / "papers"
"""The folder of the built PDFs, one sub-folder a meeting."""
