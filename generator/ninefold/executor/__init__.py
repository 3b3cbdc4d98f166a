"""An ordered `map`: one after another, or over processes, which can be bounded and killed."""

from ninefold.executor.mapper import Mapper, Together, serial
from ninefold.executor.pool import CHUNK, Pool

__all__ = ["CHUNK", "Mapper", "Pool", "Together", "serial"]
