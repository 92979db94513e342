"""The one place where the parts are chosen and put together."""

from dataclasses import dataclass

from assistant.conversation import ConversationAnswerer
from assistant.extractive import ExtractiveAnswerer
from assistant.finding import Finder
from assistant.settings import Settings
from assistant.types import Answerer
from index.caches import Caches
from index.catalogue import Catalogue
from index.embedder import SentenceTransformerEmbedder
from index.rerank_cross_encoder import CrossEncoderReranker
from index.search import Search
from index.threads import limit_matrix_threads
from index.types import Embedder, Reader


@dataclass(frozen=True, slots=True)
class Assistant:
    """The parts of a running assistant. `reader` is who asks over the command line, the API and the pages."""

    settings: Settings
    catalogue: Catalogue
    embedder: Embedder
    search: Search
    finder: Finder
    answerer: Answerer
    reader: Reader

    def close(self) -> None:
        """Closes the catalogue."""
        self.catalogue.close()


def open_assistant(settings: Settings, *, create: bool = False) -> Assistant:
    """The assistant over the data folder that `settings` names; the folder is made if `create`.

    The model itself is loaded by `embedder.load()`, or with the first question.
    Raises DataFolderError (WrongModel, NewerVersion, FolderFull), ModelError.
    """
    limit_matrix_threads(settings.model_threads)
    embedder = SentenceTransformerEmbedder(settings.model, settings.model_threads)
    catalogue = Catalogue.open(settings.data, model=embedder.name, create=create)
    reranker = CrossEncoderReranker(settings.reranker, settings.model_threads) if settings.reranker else None
    search = Search(catalogue, Caches(catalogue), embedder, reranker)
    reader = Reader(settings.clearance)
    answerer = ConversationAnswerer(catalogue, search, ExtractiveAnswerer(catalogue, search))
    return Assistant(settings, catalogue, embedder, search, Finder(catalogue, search), answerer, reader)
