"""A bucket gives what it holds, fills evenly, tells when to come back, and never remembers more holders than it may."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.allowance import Buckets


def test_a_full_bucket_gives_its_tokens_and_then_says_when() -> None:
    buckets = Buckets("forms", 3, 60)
    told = [buckets.take("a", 0.0) for _ in range(4)]
    assert [(each.is_allowed, each.left, each.wait_s) for each in told] == [
        (True, 2, 0), (True, 1, 0), (True, 0, 0), (False, 0, 20),
    ]  # fmt: skip
    assert [each.full_in_s for each in told] == [20, 40, 60, 60]
    assert not buckets.take("a", 19.0).is_allowed
    assert buckets.take("a", 20.0).is_allowed
    assert not buckets.take("a", 20.0).is_allowed


def test_holders_do_not_touch_each_other() -> None:
    buckets = Buckets("forms", 1, 60)
    assert buckets.take("a", 0.0).is_allowed
    assert not buckets.take("a", 0.0).is_allowed
    assert buckets.take("b", 0.0).is_allowed


def test_a_refusal_costs_nothing() -> None:
    buckets = Buckets("forms", 1, 60)
    buckets.take("a", 0.0)
    for second in range(60):
        assert not buckets.take("a", float(second)).is_allowed
    assert buckets.take("a", 60.0).is_allowed


def test_who_was_not_seen_for_longest_is_forgotten_first() -> None:
    buckets = Buckets("forms", 1, 60, most_kept=2)
    for holder in "abac":
        buckets.take(holder, 0.0)
    assert not buckets.take("a", 0.0).is_allowed
    assert buckets.take("b", 0.0).is_allowed


def test_clearing_forgets_everyone() -> None:
    buckets = Buckets("forms", 1, 60)
    buckets.take("a", 0.0)
    buckets.clear()
    assert buckets.take("a", 0.0).is_allowed


@given(st.integers(1, 50), st.integers(1, 100), st.lists(st.floats(0, 30), max_size=200))
def test_never_more_than_the_bucket_and_what_flowed_in(most: int, window_s: int, pauses: list[float]) -> None:
    buckets, now_s, allowed = Buckets("writes", most, window_s), 0.0, 0
    for pause in pauses:
        now_s += pause
        told = buckets.take("a", now_s)
        allowed += told.is_allowed
        assert 0 <= told.left <= most
        assert told.is_allowed or told.wait_s >= 1
    assert allowed <= most + now_s * most / window_s + 1e-6


@given(st.integers(1, 50), st.integers(1, 600))
def test_whoever_waits_as_told_is_let_in(most: int, window_s: int) -> None:
    buckets = Buckets("writes", most, window_s)
    for _ in range(most):
        assert buckets.take("a", 0.0).is_allowed
    refused = buckets.take("a", 0.0)
    assert buckets.take("a", refused.wait_s + 1e-6).is_allowed
