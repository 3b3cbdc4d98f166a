"""Charts are honest: nought is on the axis, dates at their distances, no label on another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.canvas import Fact, Post
from ninefold.charts import HEIGHT, WIDTH, Chart, chart, scale, year
from ninefold.comparison import fact_rows
from ninefold.pages.series import series


def drawn(*series: tuple[str, str], mirrored: bool = False) -> Chart:
    values = [(date, Decimal(value)) for date, value in series]
    return chart(values, lambda text: text, lambda iso: iso, mirrored)


def test_heights_are_in_the_proportion_of_the_values() -> None:
    made = drawn(("2019", "50"), ("2020", "100"), ("2021", "25"))
    above = [made.zero - point.y for point in made.points]
    assert above[1] == pytest.approx(2 * above[0], abs=0.2)
    assert above[0] == pytest.approx(2 * above[2], abs=0.2)


def test_dates_stand_at_their_distances() -> None:
    first, second, third = (p.x for p in drawn(("2010", "1"), ("2011", "1"), ("2014", "1")).points)
    assert third - second == pytest.approx(3 * (second - first), abs=0.2)


def test_a_mirrored_chart_runs_from_right_to_left() -> None:
    series = (("2010", "1"), ("2011", "7"), ("2014", "3"))
    plain, turned = drawn(*series), drawn(*series, mirrored=True)
    assert [p.x for p in turned.points] == [pytest.approx(WIDTH - p.x) for p in plain.points]
    assert [p.y for p in turned.points] == [p.y for p in plain.points]
    assert {tick.x for tick in plain.ticks} == {0}
    assert {tick.x for tick in turned.ticks} == {WIDTH}


@pytest.mark.parametrize(
    ("values", "axis"),
    [
        (["0"], "0 0.5"),
        (["3.6", "2.9"], "0 1 2 3 4"),
        (["254453", "112640"], "0 100000 200000 300000"),
        (["90.5", "87"], "0 50 100"),
        (["-3", "7"], "-4 -2 0 2 4 6 8"),
        (["-250", "-80"], "-300 -200 -100 0"),
        (["0.002"], "0 0.0005 0.0010 0.0015 0.0020"),
    ],
)
def test_the_axis_holds_nought_and_all_values(values: list[str], axis: str) -> None:
    step, low, high = scale([Decimal(value) for value in values])
    steps = [low + step * count for count in range(int((high - low) / step) + 1)]
    assert [Decimal(text) for text in axis.split()] == steps


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2019-12", "2020"), ("2020-01", "2020-02"), ("2020-02-28", "2020-03"), ("2019", "2020-01")],
)
def test_dates_are_in_their_order(earlier: str, later: str) -> None:
    assert year(earlier) < year(later)


def test_a_year_its_last_month_and_its_last_day_are_one_moment() -> None:
    assert year("2020") == year("2020-12") == year("2020-12-31")


def test_two_points_at_one_moment_do_no_harm() -> None:
    made = drawn(("2020", "1"), ("2020-12", "2"))
    assert made.points[0].x == made.points[1].x


def test_months_of_one_year_are_told_apart() -> None:
    made = drawn(("2020-03", "1"), ("2020-09", "2"))
    assert [label.text for label in made.dates] == ["2020-03", "2020-09"]


DATES = st.dates().map(lambda day: day.isoformat())
VALUES = st.decimals(-(10**18), 10**18, allow_nan=False, places=3)


@given(st.dictionaries(DATES, VALUES, min_size=2, max_size=12), st.booleans())
def test_everything_stands_inside_the_picture_and_labels_apart(
    series: dict[str, Decimal], mirrored: bool
) -> None:
    made = chart(sorted(series.items()), lambda text: text, lambda iso: iso, mirrored)
    for point in made.points:
        assert 0 <= point.x <= WIDTH
        assert 0 <= point.y <= HEIGHT
    assert len(made.points) == len(series)
    assert len(made.ticks) <= 10
    newest = f"{series[max(series)]:f}"
    assert newest in [label.text for label in made.values]
    for labels in (made.values, made.dates):
        places = sorted(label.x for label in labels)
        assert len(places) == len(set(places))


def test_of_two_values_for_one_date_that_of_the_later_canvas_counts() -> None:
    old = (Fact("Staff", "5", as_of="2019"), Fact("Staff", "900", as_of="2020"))
    new = (Fact("Staff", "1000", as_of="2020"),)
    posts = [Post(f"{n}.md", f"{n}", "A", "A", facts=facts) for n, facts in enumerate((old, new))]
    (found,) = series(posts, fact_rows([old, new], change=True)[:1])
    assert found.points == (("2019", "5"), ("2020", "1000"))
