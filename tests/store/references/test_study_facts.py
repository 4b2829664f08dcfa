"""Study facts: only what a sentence says of its own study, each with the sentence; measured on labelled sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.references.sentences import plain
from store.references.study_facts import NAMES, Fact, facts_line, study_facts
from tests.benchmarks.study_facts import faults, labelled, main, scores

SENTENCES = labelled()

NEWS = """# A pill for sleep

A pill helps people with insomnia to sleep, a study in the journal *Night* suggests.

In a [randomised](https://news.example.org/r) trial of **1,204 adults with insomnia**, the pill added 40 minutes of
sleep. Earlier trials, in 60 patients, had found nothing. A phase 3 trial will start next year.

## Who paid

The study was funded by the Dormouse Foundation. The findings were posted on medRxiv and have not been peer reviewed.

## References

- A meta-analysis of naps was carried out in 9,000 women.
"""


def said(text: str, title: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in study_facts(text, title):
        found.setdefault(fact.name, []).append(fact.value)
    return found


def test_the_labelled_set_is_large_and_half_of_it_says_nothing() -> None:
    with_facts = sum(1 for sentence in SENTENCES if sentence.facts)
    assert len(SENTENCES) >= 300
    assert 0.4 <= with_facts / len(SENTENCES) <= 0.6
    assert len({sentence.text for sentence in SENTENCES}) == len(SENTENCES)
    assert {name for sentence in SENTENCES for name, _ in sentence.facts} == set(NAMES)


@pytest.mark.parametrize("name", [*NAMES, "all"])
def test_what_is_said_is_right_and_most_of_it_is_found(name: str) -> None:
    score = scores(SENTENCES)[name]
    assert score.precision >= 0.95, "\n".join(faults(SENTENCES))
    assert score.recall >= 0.8, "\n".join(faults(SENTENCES))
    assert score.right >= 15


def test_an_article_in_one_line() -> None:
    assert facts_line(study_facts(NEWS)) == (
        "randomised trial · adults with insomnia · n 1,204 · preprint · funding: Dormouse Foundation"
    )


def test_each_fact_shows_its_sentence_and_where_it_stands() -> None:
    facts = {fact.name: fact for fact in study_facts(NEWS)}
    assert facts["n"].sentence == (
        "In a randomised trial of 1,204 adults with insomnia, the pill added 40 minutes of sleep."
    )
    assert NEWS[facts["n"].start : facts["n"].end].startswith("In a [randomised](https://news.example.org/r)")
    assert facts["funding"].sentence == "The study was funded by the Dormouse Foundation."
    assert facts["n"].sentence == facts["design"].sentence == facts["population"].sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The comet was seen from the garden. It had a green tail, and nobody knew its name.",
        "Future randomised trials with 5,000 patients are needed.",
        "## References\n\nIn a randomised trial of 300 men, the pill worked.",
        "Citation: A randomised trial of naps was run in 300 men, https://doi.org/10.1000/182",
        "Did the randomised trial of 300 men show anything?",
        f"In a randomised trial of 300 men, {'the pill worked, and ' * 80} that was it.",
    ],
)
def test_a_text_that_says_nothing_has_no_facts(text: str) -> None:
    assert study_facts(text) == ()
    assert facts_line(study_facts(text)) == (
        "design not stated · population not stated · n not stated · review not stated · funding not stated"
    )


def test_one_number_and_up_to_three_designs_and_populations() -> None:
    text = (
        "In a double-blind, randomised, phase 3 trial, 90 men took the drug. We also ran a case-control study. "
        "In mice, the drug worked. In rats, it failed. In zebrafish, it stained the fins. The trial included 40 women."
    )
    assert said(text) == {
        "design": ["double-blind", "randomised trial", "phase 3 trial"],
        "population": ["men", "mice", "rats"],
        "n": ["90"],
    }


def test_a_value_is_told_once() -> None:
    assert said("In mice, the drug worked. In mice, it was safe.") == {"population": ["mice"]}


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Naps and memory: a randomised, double-blind trial", {"design": ["randomised trial", "double-blind"]}),
        ("New pill reverses blindness in mice", {"population": ["mice"]}),
        ("Naps: why a randomised trial is needed", {}),
        ("What naps are for", {}),
    ],
)
def test_the_title_tells_what_the_text_does_not(title: str, facts: dict[str, list[str]]) -> None:
    assert said("", title) == facts
    assert all((one.sentence, one.start, one.end) == (title, 0, 0) for one in study_facts("", title))


def test_the_text_comes_before_the_title() -> None:
    assert said("In rats, the pill worked.", "New pill reverses blindness in mice") == {"population": ["rats"]}


def test_a_long_sentence_is_cut_and_what_is_cut_off_states_nothing() -> None:
    tail = " and the nights were long" * 20
    fact = study_facts(f"In a randomised trial of 300 men, the pill worked{tail}.")[0]
    assert len(fact.sentence) <= 400
    assert said(f"The days were short{tail}, and the study was funded by the Dormouse Foundation.") == {}


def test_two_groups_have_no_number_of_the_study() -> None:
    assert said("The study included 40 men with gout and 38 women with gout.") == {
        "population": ["men with gout", "women with gout"]
    }


def test_facts_are_shown_in_the_order_of_their_names() -> None:
    facts = [Fact(name, name.upper(), "", 0, 0) for name in reversed(NAMES)]
    assert facts_line(facts) == "DESIGN · POPULATION · n N · REVIEW · funding: FUNDING"


PIECES = st.sampled_from(
    [word for sentence in SENTENCES[::9] for word in sentence.text.split()] + [". ", "\n\n", "# ", "[", "](a)", "n = 4"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=60).map(" ".join))
def test_whatever_the_text_each_fact_stands_in_its_sentence(text: str) -> None:
    facts = study_facts(text, text[:200])
    assert [NAMES.index(fact.name) for fact in facts] == sorted(NAMES.index(fact.name) for fact in facts)
    for fact in facts:
        assert fact.value
        assert len(fact.sentence) <= 400
        if fact.end:
            assert fact.sentence == plain(text[fact.start : fact.end], 400)
        if fact.name in ("n", "population"):
            assert fact.value.casefold() in fact.sentence.replace("‑", "-").casefold()


def test_the_table_of_the_scores_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    printed = capsys.readouterr().out
    assert f"all: {len(SENTENCES)} sentences" in printed
    assert all(printed.count(f"  {name} ") >= 2 for name in NAMES)
