"""The benchmark measures what it says: its questions, its statistics, its reading of wrk, and one small run of all."""

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import parse_qsl, urlsplit

import pytest

from app.domain.facets import FACETS
from app.domain.listing import Listing
from app.schemas.next_step_parameters import NEXT_STEPS
from app.schemas.parsing import Parser, parse_search
from bench import questions, report, rival
from bench.__main__ import read_arguments
from bench.data import Dataset, Made, fingerprint_of, generate, is_usable
from bench.measure import Meter, Plan, WrongAnswer, check_answers, draw_paths, retry_while_stale, total_of
from bench.questions import Question, ages_of, draw_distinct, read_anchors, search_path
from bench.rows import ROWS
from bench.run import top_themes
from bench.servers import run_hello, run_wegwijzer
from bench.spread import percentile, ratios, show, spread_of
from bench.visibility import measure_visibility
from bench.wrk import MISSING, LoadError, Run, is_installed, parse_report
from tests.support.server import REPOSITORY

MOST = 150
REPORT = "bench: requests=4000 us=2000000 p50_us=1500 p99_us=11870 refused=0 failed=0 bytes=800000\n"


def now_minutes() -> int:
    """As the servers here, which run on real time."""
    return int(time.time()) // 60


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("bench")
    seconds = generate(f"sqlite:///{folder / 'catalogue.sqlite'}", 300)
    return Dataset(folder, Made(date.today().isoformat(), "x", 300, seconds))


@pytest.fixture(scope="module")
def anchors(dataset: Dataset) -> list[Listing]:
    return read_anchors(dataset.file, now_minutes())


@pytest.fixture(scope="module")
def database(dataset: Dataset) -> Path:
    """The same activities for datasette."""
    target = dataset.folder / "beside.db"
    rival.build_database(dataset.file, target, now_minutes())
    return target


class TestReadingWrk:
    def test_the_report_line_is_found_between_the_words_of_wrk(self) -> None:
        run = parse_report(f"Running 2s test\n{REPORT}Requests/sec: 1\n")
        assert run == Run(requests=4000, per_s=2000.0, p50_ms=1.5, p99_ms=11.87, bytes_each=200.0)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("unable to connect", "no report"),
            (REPORT.replace("refused=0", "refused=7"), "7 were answered with an error"),
            (REPORT.replace("failed=0", "failed=3"), "3 were dropped"),
            (REPORT.replace("requests=4000", "requests=0"), "no request was answered"),
        ],
    )
    def test_a_run_with_faults_gives_no_number(self, text: str, words: str) -> None:
        with pytest.raises(LoadError, match=words):
            parse_report(text)


class TestStatistics:
    def test_a_spread_is_the_median_with_the_outermost_values(self) -> None:
        spread = spread_of([3.0, 1.0, 2.0, 10.0, 2.5])
        assert (spread.middle, spread.low, spread.high) == (2.5, 1.0, 10.0)

    def test_a_ratio_compares_with_the_yardstick_of_its_own_round(self) -> None:
        spread = ratios([10.0, 30.0, 20.0], [100.0, 100.0, 400.0])
        assert (spread.low, spread.middle, spread.high) == (0.05, 0.1, 0.3)

    def test_rounds_that_differ_in_number_are_not_compared(self) -> None:
        with pytest.raises(ValueError, match="longer"):
            ratios([1.0], [1.0, 2.0])

    def test_nothing_measured_is_an_error_and_not_zero(self) -> None:
        with pytest.raises(ValueError, match="nothing was measured"):
            spread_of([])
        with pytest.raises(ValueError, match="nothing was measured"):
            percentile([], 50)

    @pytest.mark.parametrize(("percent", "value"), [(50, 50), (99, 99), (100, 100), (1, 1), (0.5, 1)])
    def test_a_percentile_is_the_nearest_rank(self, percent: float, value: float) -> None:
        assert percentile(range(100, 0, -1), percent) == value

    @pytest.mark.parametrize(
        ("value", "text"), [(12345.6, "12,346"), (12.34, "12.3"), (1.234, "1.23"), (0.1, "0.10"), (0.01234, "0.0123")]
    )
    def test_numbers_keep_three_digits(self, value: float, text: str) -> None:
        assert show(value) == text


class TestQuestions:
    @pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
    def test_every_row_asks_what_the_api_understands(self, row: object, anchors: list[Listing]) -> None:
        chosen = next(each for each in ROWS if each is row)
        paths = draw_paths(chosen, anchors, top_themes(), MOST)
        assert len(set(paths)) == len(paths) > 0
        for path in paths[:50]:
            address = urlsplit(path)
            if chosen.draw is not None:
                assert address.path == ("/v1/activities" if chosen.is_search else "/v1/next-steps")
                parse = parse_search if chosen.is_search else Parser(NEXT_STEPS).parse_pairs
                parse(parse_qsl(address.query, keep_blank_values=True))

    def test_the_same_data_gives_the_same_questions(self, anchors: list[Listing]) -> None:
        for row in ROWS:
            assert draw_paths(row, anchors, top_themes(), MOST) == draw_paths(row, anchors, top_themes(), MOST)

    def test_uncached_rows_ask_many_questions_and_cached_ones_a_single_one(self, anchors: list[Listing]) -> None:
        for row in ROWS:
            count = len(draw_paths(row, anchors, top_themes(), MOST))
            if row.is_caching or row.name == "no filter":
                assert count == 1, row.name
            else:
                assert count == MOST, row.name

    def test_a_combined_question_fits_an_activity_nearby(self, anchors: list[Listing]) -> None:
        for question in islice(questions.draw_combined(Random(1), anchors, ()), 200):
            assert any(self.fits(question, anchor) for anchor in anchors)

    @staticmethod
    def fits(question: Question, anchor: Listing) -> bool:
        if question.near is None or anchor.lat is None or anchor.lon is None:
            return False
        is_near = abs(anchor.lat - question.near[0]) < 0.011 and abs(anchor.lon - question.near[1]) < 0.011
        fits_theme = set(question.themes) <= set(anchor.themes)
        return is_near and fits_theme and anchor.cost == "free" and question.age in ages_of(anchor)

    def test_an_age_that_only_school_groups_limit_is_not_asked_about(self, anchors: list[Listing]) -> None:
        listing = replace(anchors[0], age_min_months=None, age_max_months=None, school_groups=("groep3",))
        assert ages_of(listing) == []
        assert ages_of(replace(listing, school_groups=())) == list(questions.AGES)
        assert ages_of(replace(listing, age_min_months=73, age_max_months=96)) == [7, 8]

    def test_all_facets_are_all_that_the_api_has(self) -> None:
        asked = dict(parse_qsl(urlsplit(search_path(Question(has_facets=True))).query))
        assert asked["facets"].split(",") == list(FACETS)

    def test_few_possible_questions_end_the_draw(self) -> None:
        assert draw_distinct(iter([Question(), Question(age=4), Question()]), 10) == [Question(), Question(age=4)]


class TestData:
    def test_data_is_made_again_when_old_or_of_other_code(self) -> None:
        today = date(2026, 11, 21)
        made = Made("2026-11-10", "abc", 10, 2.0)
        assert made.rows_per_s == 5.0
        assert is_usable(made, "abc", today)
        assert not is_usable(made, "abd", today)
        assert not is_usable(made, "abc", today + timedelta(days=4))
        assert not is_usable(made, "abc", date(2026, 11, 9))

    def test_the_fingerprint_follows_the_code_that_makes_rows(self, tmp_path: Path) -> None:
        shutil.copytree(REPOSITORY / "app", tmp_path / "app", ignore=shutil.ignore_patterns("data", "__pycache__"))
        before = fingerprint_of(tmp_path)
        (tmp_path / "app/main.py").write_text("other")
        assert fingerprint_of(tmp_path) == before
        (tmp_path / "app/services/sample/city.py").write_text("other")
        assert fingerprint_of(tmp_path) != before


class TestDatasette:
    def find(self, database: Path, question: Question) -> set[str]:
        """The ids that the conditions of a question select."""
        conditions = [value for name, value in self.pairs(database, question) if name == "_where"]
        connection = sqlite3.connect(database)
        rows = connection.execute(f"SELECT id FROM activity WHERE {' AND '.join(conditions)}").fetchall()
        connection.close()
        return {row[0] for row in rows}

    @staticmethod
    def pairs(database: Path, question: Question) -> Sequence[tuple[str, str]]:
        return parse_qsl(urlsplit(rival.search_path(database, question)).query)

    def test_it_holds_what_a_default_search_shows(self, database: Path, anchors: list[Listing]) -> None:
        connection = sqlite3.connect(database)
        ids = {row[0] for row in connection.execute("SELECT id FROM activity")}
        connection.close()
        assert ids == {anchor.id for anchor in anchors}

    def test_its_combined_question_finds_what_it_was_drawn_around(self, database: Path, anchors: list[Listing]) -> None:
        by_id = {anchor.id: anchor for anchor in anchors}
        for question in islice(questions.draw_combined(Random(3), anchors, ()), 30):
            found = self.find(database, question)
            assert any(TestQuestions.fits(question, by_id[id_]) for id_ in found)

    def test_facets_are_asked_one_by_one(self, database: Path) -> None:
        asked = self.pairs(database, Question(is_free=True, has_facets=True))
        assert [value for name, value in asked if name == "_facet"] == list(rival.FACETS)


class TestMeasuring:
    def test_the_number_found_is_read_from_both_servers(self) -> None:
        assert total_of({"items": [], "total": 12}) == 12
        assert total_of({"filtered_table_rows_count": 7, "rows": []}) == 7
        assert total_of({"query_name": "near", "rows": [1, 2]}) == 2
        assert total_of({"id": "x"}) is None

    def test_every_row_is_answered_with_something_by_the_real_server(
        self, dataset: Dataset, anchors: list[Listing]
    ) -> None:
        with run_wegwijzer(dataset, is_caching=False) as server:
            for row in ROWS:
                asked = check_answers(server.url, draw_paths(row, anchors, top_themes(), 20), dataset.size)
                assert (asked.total is None) == (row.draw is None or not row.is_search)
            with pytest.raises(WrongAnswer, match="/v1/activities/nosuchactivity22 answers 404"):
                check_answers(server.url, ["/v1/activities/nosuchactivity22"], dataset.size)
            with pytest.raises(WrongAnswer, match="finds 0"):
                check_answers(server.url, ["/v1/activities?externalId=none"], dataset.size)
            with pytest.raises(WrongAnswer, match="of 1 activities"):
                check_answers(server.url, ["/v1/activities"], 1)

    @pytest.mark.skipif(not is_installed(), reason=MISSING)
    def test_a_row_is_measured_against_a_bare_server(self, dataset: Dataset, anchors: list[Listing]) -> None:
        with run_hello() as hello, run_wegwijzer(dataset, is_caching=True) as server:
            meter = Meter(hello, Plan(rounds=1, seconds=1))
            for row in ROWS[-2:]:
                asked = check_answers(server.url, draw_paths(row, anchors, top_themes(), 20), dataset.size)
                measured = meter.measure(row, asked, server)
                assert measured.ratio.middle == pytest.approx(measured.per_s.middle / measured.bare_per_s.middle)
                assert 0 < measured.one.p50_ms <= measured.one.p99_ms
                assert measured.cpu_us.middle > 0
            assert server.private_bytes() > hello.private_bytes() > 1_000_000

    def test_the_time_until_a_write_is_visible_is_told_for_both_workers(self, dataset: Dataset) -> None:
        with run_wegwijzer(dataset, is_caching=True) as server:
            visible = measure_visibility(dataset.url, dataset.snapshot_folder, server.url, 4)
        assert 0 < visible.own_p50_ms <= visible.own_p99_ms
        assert 0 < visible.other_p50_ms <= visible.other_p99_ms

    def test_a_run_during_which_the_tag_changed_is_done_again(self) -> None:
        tags = iter(["a", "b", "b"])
        asked: list[str] = []
        run = Run(1, 1.0, 1.0, 1.0, 1.0)

        def load(tag: str) -> Run:
            asked.append(tag)
            return run

        assert retry_while_stale(lambda: next(tags), load) is run
        assert asked == ["a", "b"]

    def test_a_tag_that_never_rests_gives_no_number(self) -> None:
        tags = iter("abcdef")
        with pytest.raises(LoadError, match="changed"):
            retry_while_stale(lambda: next(tags), lambda _tag: Run(1, 1.0, 1.0, 1.0, 1.0))


class TestReport:
    def test_a_promise_is_judged_by_the_median(self) -> None:
        assert report.judge(spread_of([0.3, 0.4, 0.5]), 0.35) == "≥ 0.35: yes"
        assert report.judge(spread_of([0.1, 0.2, 0.5]), 0.35) == "≥ 0.35: NO"
        assert report.judge(spread_of([0.1]), None) == "–"

    def test_columns_line_up(self) -> None:
        lines = report.to_text([["a", "row"], ["1,000", "x"]]).splitlines()
        assert lines == ["a      row", "1,000  x  "]


class TestCommandLine:
    @pytest.mark.parametrize("arguments", [["--rounds", "0"], ["--seconds", "0"], ["--writes", "1"], ["--rows", "x"]])
    def test_senseless_options_are_refused(self, arguments: list[str]) -> None:
        with pytest.raises(SystemExit):
            read_arguments(arguments)

    def test_a_missing_wrk_is_named_with_the_way_to_get_it(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "bench"], cwd=REPOSITORY, env={"PATH": str(tmp_path)}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode != 0
        assert "apt-get install wrk" in done.stderr
