"""What an analysis found, as a document: made from events, its schema and its words.

Nothing here is measured or counted a second time.
"""

from formcheck.result.builder import ResultBuilder
from formcheck.result.document import Result
from formcheck.result.trace import Trace

__all__ = ["Result", "ResultBuilder", "Trace"]
