"""The rules on vendors' names: what a lexicon says of a rule is what its verdict carries, and slips are refused."""

from __future__ import annotations

import pytest

from trackers.policy.vendors.mention_rules import Role, Sign, make_lexicon, mention_lexicon

LANGUAGES = ("da", "de", "en", "es", "fr", "it", "nl", "pl", "pt")


def test_a_verdict_comes_with_the_role_of_the_name() -> None:
    rule = {"id": "club-card", "pattern": "card of §", "role": "sign-in", "yields_to": "tracker"}
    judged = make_lexicon({"other": [rule]}).judge("show the card of §")
    assert judged is not None
    assert (judged.id, judged.verdict) == ("club-card", "other")
    assert (judged.role, judged.yields_to) == (Role.SIGN_IN, Sign.TRACKER)


def test_a_spared_denial_is_none() -> None:
    denied = {"id": "no", "pattern": "not §"}
    spared = {"id": "but", "pattern": "unless"}
    assert make_lexicon({"denied": [denied]}).judge("not § unless asked") is not None
    assert make_lexicon({"denied": [denied], "spared": [spared]}).judge("not § unless asked") is None


@pytest.mark.parametrize(("key", "values"), [("role", "sign-in"), ("yields_to", "way-out")])
def test_a_value_that_is_none_is_refused_by_the_name_of_its_rule(key: str, values: str) -> None:
    rule = {"id": "club-card", "pattern": "card of §", key: "signin"}
    with pytest.raises(ValueError, match=f"rule club-card: 'signin' is none of .*{values}"):
        make_lexicon({"other": [rule]})


def test_a_key_that_nobody_reads_is_refused() -> None:
    with pytest.raises(TypeError, match="rolle"):
        make_lexicon({"other": [{"id": "club-card", "pattern": "card of §", "rolle": "sign-in"}]})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_sign_ins_and_policies_from_uses(language: str) -> None:
    roles = {rule.role for rule in mention_lexicon(language).rules["other"]}
    assert {Role.SIGN_IN, Role.POLICY} <= roles


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_rules_on_names_in_another_role_have_one_and_yield(language: str) -> None:
    rules = mention_lexicon(language).rules
    others = [rule for verdict, found in rules.items() if verdict != "other" for rule in found]
    assert not [rule.id for rule in others if rule.role or rule.yields_to]
