"""The rules: the written-down table, in the order of their codes.

Families: NF0xx files and encoding, 1xx front matter, 2xx sections, 4xx facts and sources,
5xx links and images, 6xx across posts, 9xx configuration and templates.
"""

from ninefold.rules import (
    bad_setting,
    bad_value,
    broken_template,
    dead_link,
    duplicate_key,
    duplicate_section,
    duplicate_slug,
    empty_section,
    invalid_configuration,
    invalid_front_matter,
    missing_image,
    missing_section,
    missing_title,
    no_canvas,
    oversized_file,
    special_file,
    truncated_canvas,
    unclosed_front_matter,
    undecodable_text,
    unknown_comparison,
    unknown_key,
    unknown_setting,
    unknown_source,
    unreadable_file,
    unsafe_slug,
)
from ninefold.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    undecodable_text.RULE,
    oversized_file.RULE,
    special_file.RULE,
    unreadable_file.RULE,
    invalid_front_matter.RULE,
    unclosed_front_matter.RULE,
    duplicate_key.RULE,
    missing_title.RULE,
    bad_value.RULE,
    unknown_key.RULE,
    unsafe_slug.RULE,
    no_canvas.RULE,
    missing_section.RULE,
    truncated_canvas.RULE,
    duplicate_section.RULE,
    empty_section.RULE,
    unknown_source.RULE,
    dead_link.RULE,
    missing_image.RULE,
    duplicate_slug.RULE,
    unknown_comparison.RULE,
    invalid_configuration.RULE,
    unknown_setting.RULE,
    bad_setting.RULE,
    broken_template.RULE,
)

BY_NAME = {rule.name: rule for rule in RULES}
