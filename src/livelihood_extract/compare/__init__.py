"""Two plans in, what changed out; many plans in, the way of each commitment out. Data only: rendering is in views/.

promises -> likeness -> matching (assignment, pins) -> targets -> alignment -> verdicts, agencies -> Comparison

>>> from livelihood_extract import diff, extract, read
>>> changes = diff(extract(read("data/raw/yunzhou-2023.txt")), extract(read("data/raw/yunzhou-2024.txt")))
"""

from livelihood_extract.compare.changes import Comparison
from livelihood_extract.compare.comparison import diff
from livelihood_extract.compare.pins import Pins, read_pins

__all__ = ["Comparison", "Pins", "diff", "read_pins"]
