"""What can be set: by environment variables that begin with COUNCIL_, or by a `.env` file in the working folder."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.types import Access
from index.embedder import DEFAULT_MODEL


class Settings(BaseSettings):
    """Settings of one assistant. An unknown COUNCIL_ name in `.env` is an error."""

    model_config = SettingsConfigDict(env_prefix="COUNCIL_", env_file=".env", extra="forbid", frozen=True)

    data: Path = Field(Path("data"), description="The data folder, which holds the catalogue and its caches.")
    model: str = Field(DEFAULT_MODEL, description="The embedding model: the installed one by name, or a folder.")
    clearance: Access = Field(
        Access.PUBLIC,
        description="The highest access mark that is shown: 0 public, 1 exempt. Leave at 0 on any open server.",
    )
    host: str = Field("127.0.0.1", description="The address that `council serve` listens on.")
    port: int = Field(7860, ge=1, le=65535, description="The port that `council serve` listens on.")
    allowed_hosts: list[str] = Field(
        ["*"], description="Host names that requests may come for; set it when the server is reachable by others."
    )
    ocr: Literal["auto", "off"] = Field(
        "auto", description="Whether pages that are pictures are read by text recognition where it is installed."
    )
    reranker: str | None = Field(
        None,
        description="A CrossEncoder that ranks the best passages anew: its folder, or its name where it is kept on "
        "this machine. Without one, late interaction does.",
    )
    model_threads: int = Field(
        1,
        ge=1,
        le=256,
        description="How many cores one pass of a model, or one matrix product, may use. With 1, people who ask at the "
        "same time slow each other least; more answers one person sooner on a machine with nothing else to do.",
    )
    answer_threads: int = Field(4, ge=1, le=64, description="How many questions are answered at the same time.")
