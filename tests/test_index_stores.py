"""One contract for each port, held by its plain and its real implementation."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.types import Access
from index.hashing import HashingEmbedder
from index.keywords_plain import PlainKeywords
from index.keywords_tantivy import TantivyKeywords
from index.types import Embedder, Entry, KeywordStore, VectorStore
from index.vectors_faiss import FaissVectors
from index.vectors_numpy import NumpyVectors

AXES = np.eye(4, dtype=np.float32)


def ids(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def faiss_in_lists(dimension: int) -> FaissVectors:
    """FAISS as it is for very many vectors, from the first one on."""
    return FaissVectors(dimension, exact_limit=0)


@pytest.fixture(params=[NumpyVectors, FaissVectors, faiss_in_lists], ids=["plain", "faiss", "faiss in lists"])
def vectors(request: pytest.FixtureRequest) -> VectorStore:
    store: VectorStore = request.param(4)
    store.add(ids(10, 20, 30), AXES[:3])
    return store


class TestVectorStore:
    def test_the_nearest_comes_first_with_its_inner_product(self, vectors: VectorStore) -> None:
        question = np.array([0.6, 0.8, 0.0, 0.0], dtype=np.float32)
        found = vectors.search(question, 2, ids(10, 20, 30))
        assert [id_ for id_, _ in found] == [20, 10]
        assert [score for _, score in found] == pytest.approx([0.8, 0.6], abs=1e-3)  # some hold float16

    def test_what_is_not_allowed_is_not_found_and_takes_no_place(self, vectors: VectorStore) -> None:
        assert [id_ for id_, _ in vectors.search(AXES[1], 2, ids(10, 30))] == [10, 30]

    def test_nothing_allowed_finds_nothing(self, vectors: VectorStore) -> None:
        assert vectors.search(AXES[0], 3, ids()) == []

    def test_asking_for_more_than_there_is_gives_what_there_is(self, vectors: VectorStore) -> None:
        assert len(vectors.search(AXES[0], 50, ids(10, 20, 30))) == 3

    def test_an_id_with_several_vectors_counts_once_with_its_best(self, vectors: VectorStore) -> None:
        vectors.add(ids(20, 20, 20), np.stack([AXES[0], AXES[0], AXES[3]]))
        found = vectors.search(AXES[0], 2, ids(10, 20, 30))
        assert [id_ for id_, _ in found] == [10, 20]
        assert [score for _, score in found] == pytest.approx([1.0, 1.0])

    def test_what_is_removed_is_gone_with_all_its_vectors(self, vectors: VectorStore) -> None:
        vectors.add(ids(20), AXES[3:])
        vectors.remove(ids(20, 999))
        assert vectors.ids().tolist() == [10, 30]
        assert 20 not in [id_ for id_, _ in vectors.search(AXES[3], 3, ids(10, 20, 30))]

    def test_an_id_beyond_any_bitmap_is_found_and_kept_out_like_others(self, vectors: VectorStore) -> None:
        vectors.add(ids(1 << 60), AXES[3:])
        assert [id_ for id_, _ in vectors.search(AXES[3], 1, ids(10, 1 << 60))] == [1 << 60]
        assert 1 << 60 not in [id_ for id_, _ in vectors.search(AXES[3], 9, ids(10, 20))]

    def test_what_is_added_after_a_search_stays_hidden_from_whom_it_is_not_for(self, vectors: VectorStore) -> None:
        public = ids(10, 20, 30)
        assert len(vectors.search(AXES[3], 9, public)) == 3  # all that is held
        vectors.add(ids(40), AXES[3:])
        assert sorted(id_ for id_, _ in vectors.search(AXES[3], 9, public)) == [10, 20, 30]
        vectors.remove(ids(10))
        assert sorted(id_ for id_, _ in vectors.search(AXES[3], 9, public)) == [20, 30]

    def test_an_empty_store_finds_nothing(self, vectors: VectorStore) -> None:
        vectors.remove(ids(10, 20, 30))
        assert vectors.search(AXES[0], 3, ids(10, 20, 30)) == []


def test_faiss_finds_what_the_plain_scan_finds_among_random_vectors() -> None:
    random = np.random.default_rng(7)
    data = random.normal(size=(500, 16)).astype(np.float32)
    numbers = random.permutation(10_000)[:500].astype(np.int64)
    plain, real = NumpyVectors(16), FaissVectors(16)
    for store in (plain, real):
        store.add(numbers, data)
    allowed = np.sort(numbers[:200])
    for question in random.normal(size=(10, 16)).astype(np.float32):
        expected = plain.search(question, 10, allowed)
        assert [id_ for id_, _ in real.search(question, 10, allowed)] == [id_ for id_, _ in expected]


def near_each_other(random: np.random.Generator, count: int) -> np.ndarray:
    """Unit vectors of 32 numbers around 40 directions, as the passages of papers lie around their subjects."""
    subjects = random.normal(size=(40, 32))
    data = subjects[random.integers(0, 40, count)] + 0.7 * random.normal(size=(count, 32))
    unit: np.ndarray = (data / np.linalg.norm(data, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.mark.parametrize("share", [1.0, 0.3, 0.002], ids=["everything", "a third", "very little"])
def test_lists_find_what_the_plain_scan_finds_whatever_the_filter_leaves(share: float) -> None:
    random = np.random.default_rng(11)
    data, numbers = near_each_other(random, 12_000), random.permutation(50_000)[:12_000].astype(np.int64)
    plain, real = NumpyVectors(32), FaissVectors(32, exact_limit=5_000)
    for store in (plain, real):
        for part in np.array_split(np.arange(12_000), 3):
            store.add(numbers[part], data[part])
        store.remove(numbers[:500])
        store.add(numbers[:200], data[200:400])
    assert not real.exact
    assert real.ids().tolist() == plain.ids().tolist()
    allowed = np.sort(random.permutation(numbers)[: int(share * len(numbers))])
    right = 0
    for question in data[::300]:
        wanted = {id_ for id_, _ in plain.search(question, 10, allowed)}
        right += len(wanted & {id_ for id_, _ in real.search(question, 10, allowed)})
    assert right >= 0.98 * 10 * len(data[::300])


def test_a_store_turns_to_lists_when_it_outgrows_its_limit() -> None:
    store = FaissVectors(4, exact_limit=3)
    store.add(ids(10, 20, 30), AXES[:3])
    assert store.exact
    store.add(ids(40), AXES[3:])
    assert not store.exact
    assert store.ids().tolist() == [10, 20, 30, 40]


@pytest.mark.parametrize("limit", [100, 0], ids=["exact", "in lists"])
def test_a_faiss_store_is_read_as_it_was_written(tmp_path: Path, limit: int) -> None:
    store = FaissVectors(4, exact_limit=limit)
    store.add(ids(5, 6), AXES[:2])
    store.write(tmp_path / "vectors.faiss")
    ((id_, score),) = FaissVectors.read(tmp_path / "vectors.faiss", 4).search(AXES[1], 1, ids(5, 6))
    assert id_ == 6
    assert score == pytest.approx(1.0)


def test_a_damaged_faiss_file_is_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "vectors.faiss"
    file.write_bytes(b"no index at all")
    with pytest.raises(ValueError, match=r"vectors\.faiss"):
        FaissVectors.read(file, 4)


ENTRIES = [
    Entry(
        1, 1, Access.PUBLIC, "Parking charges", "Financial implications", "The charge for a permit rises to £72 a year."
    ),
    Entry(2, 1, Access.PUBLIC, "Parking charges", "Background", "Permits were introduced in three streets."),
    Entry(3, 2, Access.EXEMPT, "Lease", "Terms", "The rent for the permit office is £9,000."),
    Entry(4, 3, Access.PUBLIC, "Trees", "Planting", "Forty oaks were planted on the green."),
]


@pytest.fixture(params=["plain", "tantivy in memory", "tantivy on disk"])
def keywords(request: pytest.FixtureRequest, tmp_path: Path) -> KeywordStore:
    made: dict[str, Callable[[], KeywordStore]] = {
        "plain": PlainKeywords,
        "tantivy in memory": lambda: TantivyKeywords(None, "c"),
        "tantivy on disk": lambda: TantivyKeywords(tmp_path / "keywords", "c"),
    }
    store = made[request.param]()
    store.update([], ENTRIES, frozenset([1, 2, 3]))
    return store


def found(
    store: KeywordStore, query: str, papers: Sequence[int] = (1, 2, 3), access: Access = Access.PUBLIC
) -> list[int]:
    return [id_ for id_, _ in store.search(query, 10, papers, access)]


class TestKeywordStore:
    def test_the_passage_with_the_words_comes_first(self, keywords: KeywordStore) -> None:
        assert found(keywords, "charge for a permit")[0] == 1

    def test_words_of_headings_and_titles_are_found(self, keywords: KeywordStore) -> None:
        assert found(keywords, "trees") == [4]
        assert found(keywords, "financial implications") == [1]

    def test_exempt_passages_are_found_by_the_cleared_alone(self, keywords: KeywordStore) -> None:
        assert 3 not in found(keywords, "rent permit office")
        assert found(keywords, "rent permit office", access=Access.EXEMPT)[0] == 3

    def test_only_the_papers_named_are_searched(self, keywords: KeywordStore) -> None:
        assert found(keywords, "oaks permit", papers=[3]) == [4]
        assert found(keywords, "oaks permit", papers=[]) == []

    def test_words_that_stand_nowhere_find_nothing(self, keywords: KeywordStore) -> None:
        assert found(keywords, "swimming") == []

    def test_marks_of_query_languages_are_words_or_nothing(self, keywords: KeywordStore) -> None:
        assert found(keywords, 'text:"oaks" AND (green OR *) -trees ^2 ~') == [4]

    def test_a_paper_removed_is_not_found_any_more(self, keywords: KeywordStore) -> None:
        keywords.update([1], [], frozenset([2, 3]))
        assert found(keywords, "permit") == []
        assert keywords.papers() == frozenset([2, 3])

    def test_a_paper_taken_twice_is_found_once(self, keywords: KeywordStore) -> None:
        keywords.update([3], [], frozenset([1, 2]))
        keywords.update([], ENTRIES[3:], frozenset([1, 2, 3]))
        assert found(keywords, "oaks") == [4]

    def test_it_counts_where_words_stand(self, keywords: KeywordStore) -> None:
        assert keywords.found_in(["oaks", "swimming"], Access.EXEMPT) == [1, 0]
        assert keywords.count(Access.EXEMPT) == 4

    def test_it_counts_nothing_above_the_clearance(self, keywords: KeywordStore) -> None:
        assert keywords.found_in(["rent", "rent permit", "oaks"], Access.PUBLIC) == [0, 0, 1]
        assert keywords.found_in(["rent", "rent permit", "oaks"], Access.EXEMPT) == [1, 1, 1]
        assert keywords.count(Access.PUBLIC) == 3


def test_a_tantivy_folder_is_reopened_with_what_it_held(tmp_path: Path) -> None:
    TantivyKeywords(tmp_path / "k", "c").update([], ENTRIES, frozenset([1, 2, 3]))
    again = TantivyKeywords(tmp_path / "k", "c")
    assert again.papers() == frozenset([1, 2, 3])
    assert found(again, "oaks") == [4]


def test_a_tantivy_folder_of_another_catalogue_is_started_anew(tmp_path: Path) -> None:
    TantivyKeywords(tmp_path / "k", "c").update([], ENTRIES, frozenset([1, 2, 3]))
    other = TantivyKeywords(tmp_path / "k", "another")
    assert other.papers() == frozenset()
    assert found(other, "oaks") == []


def test_a_stopped_update_is_taken_again_without_doubles(tmp_path: Path) -> None:
    store = TantivyKeywords(tmp_path / "k", "c")
    store.update([], ENTRIES[:2], frozenset([1]))
    stamp = (tmp_path / "k" / "stamp.json").read_bytes()
    store.update([], ENTRIES[2:], frozenset([1, 2, 3]))
    (tmp_path / "k" / "stamp.json").write_bytes(stamp)  # as if killed between the commit and the stamp
    again = TantivyKeywords(tmp_path / "k", "c")
    again.update([], ENTRIES[2:], frozenset([1, 2, 3]))
    assert found(again, "oaks") == [4]
    assert again.count(Access.EXEMPT) == 4


@pytest.fixture(scope="module", params=["plain", "sentence-transformers"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "plain":
        return HashingEmbedder()
    from index.embedder import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder()


class TestEmbedder:
    def test_vectors_have_length_one(self, embedder: Embedder) -> None:
        for encoding in embedder.encode(["The council meets on Tuesday.", "Bins", "?!"]):
            assert np.linalg.norm(encoding.vector) == pytest.approx(1.0, abs=1e-5)
            assert np.linalg.norm(encoding.vectors, axis=1) == pytest.approx(1.0, abs=1e-5)

    def test_each_piece_says_where_it_stands(self, embedder: Embedder) -> None:
        text = "Council agreed £72"
        encoding = embedder.encode([text])[0]
        assert text[slice(*encoding.spans[0].tolist())].lower() == "council"
        assert len(encoding.pieces) == len(encoding.spans) == len(encoding.vectors)

    def test_the_order_of_texts_is_kept_whatever_their_length(self, embedder: Embedder) -> None:
        texts = ["a much longer text about parking permits in the old town", "bins", "a text about trees"]
        together = embedder.encode(texts)
        for text, encoding in zip(texts, together, strict=True):
            assert encoding.vector == pytest.approx(embedder.encode([text])[0].vector, abs=1e-4)

    def test_the_same_words_are_nearer_than_others(self, embedder: Embedder) -> None:
        question, same, other = embedder.encode(
            ["parking permit price", "price of a parking permit", "oak trees planted"]
        )
        assert question.vector @ same.vector > question.vector @ other.vector

    def test_nothing_gives_nothing(self, embedder: Embedder) -> None:
        assert embedder.encode([]) == []
        assert embedder.word_pieces([]) == []

    def test_longer_texts_have_more_pieces(self, embedder: Embedder) -> None:
        short, long = embedder.word_pieces(["parking", "parking permits for residents"])
        assert short < long
