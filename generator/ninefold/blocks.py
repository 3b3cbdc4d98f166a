"""The nine building blocks of the business model canvas.

Names, order, place and questions: A. Osterwalder and Y. Pigneur, Business Model
Generation (2010).
"""

from __future__ import annotations

from enum import Enum


class Block(Enum):
    """One of the nine building blocks; members stand in the order of the book.

    `value` is the key used in data ("customer_segments"), `title` the official English
    name, `area` the short name of the block's cell in the poster's grid, and `questions`
    the guiding questions that a section answers.
    """

    title: str
    area: str
    questions: tuple[str, ...]

    __hash__ = object.__hash__  # there is one of each; an Enum's own asks its name, slowly

    CUSTOMER_SEGMENTS = (
        "customer_segments",
        "Customer Segments",
        "segments",
        "For whom are we creating value?",
        "Who are our most important customers?",
    )
    VALUE_PROPOSITIONS = (
        "value_propositions",
        "Value Propositions",
        "value",
        "What value do we deliver to the customer?",
        "Which of our customers' problems are we helping to solve?",
        "Which bundles of products and services do we offer to each segment?",
    )
    CHANNELS = (
        "channels",
        "Channels",
        "channels",
        "Through which channels do our segments want to be reached, and how do we reach them now?",
        "Which channels work best, and which cost least?",
    )
    CUSTOMER_RELATIONSHIPS = (
        "customer_relationships",
        "Customer Relationships",
        "relationships",
        "What kind of relationship does each segment expect us to keep up with it?",
        "Which ones have we established, and how costly are they?",
    )
    REVENUE_STREAMS = (
        "revenue_streams",
        "Revenue Streams",
        "revenue",
        "For what value are our customers really willing to pay?",
        "How do they pay, and how much does each stream add to the whole?",
    )
    KEY_RESOURCES = (
        "key_resources",
        "Key Resources",
        "resources",
        "Which resources do our value propositions, channels, relationships and revenues need?",
    )
    KEY_ACTIVITIES = (
        "key_activities",
        "Key Activities",
        "activities",
        "Which activities do our value propositions, channels, relationships and revenues need?",
    )
    KEY_PARTNERSHIPS = (
        "key_partnerships",
        "Key Partnerships",
        "partners",
        "Who are our key partners and suppliers?",
        "Which resources do we get from them, and which activities do they perform?",
    )
    COST_STRUCTURE = (
        "cost_structure",
        "Cost Structure",
        "costs",
        "What are the most important costs of our business model?",
        "Which resources and activities cost most?",
    )

    def __new__(cls, key: str, title: str, area: str, *questions: str) -> Block:
        """Make a member whose value is its key."""
        member = object.__new__(cls)
        member._value_ = key
        member.title = title
        member.area = area
        member.questions = questions
        return member

    @property
    def slug(self) -> str:
        """The block's name in addresses and anchors: "customer-segments"."""
        return str(self.value).replace("_", "-")

    @property
    def number(self) -> int:
        """The block's number in the book, 1 to 9."""
        return BLOCKS.index(self) + 1


BLOCKS = tuple(Block)
