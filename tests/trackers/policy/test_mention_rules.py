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
    asides = [rule for rule in rules["aside"] if rule.role]
    assert {rule.role for rule in asides} <= {Role.CERTIFIER}
    others = [rule for verdict, found in rules.items() if verdict not in ("other", "aside") for rule in found]
    assert not [rule.id for rule in others if rule.role]
    assert not [rule.id for rule in (*others, *rules["aside"]) if rule.yields_to]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_lets_sign_ins_and_policies_yield_to_other_signs(language: str) -> None:
    yields = {rule.role: rule.yields_to for rule in mention_lexicon(language).rules["other"] if rule.role}
    assert yields[Role.SIGN_IN] is Sign.TRACKER
    assert yields[Role.POLICY] is Sign.WAY_OUT


def test_a_denied_purpose_is_all_of_the_use_only_where_the_product_is_for_it() -> None:
    denied = {"id": "no", "pattern": "not use §"}
    lexicon = make_lexicon(
        {
            "denied": [denied],
            "sentence": {"restricted": "§ for"},
            "own_purposes": [{"categories": ["advertising"], "pattern": "§ for advertising"}],
        }
    )
    assert lexicon.judge("we do not use § for advertising", "advertising") is not None
    assert lexicon.judge("we do not use § for advertising", "analytics") is None
    assert lexicon.judge("we do not use § for payments", "advertising") is None
    assert lexicon.judge("we do not use §", "analytics") is not None


def test_an_own_purpose_of_no_category_is_refused() -> None:
    with pytest.raises(ValueError, match="'adverts' is no category"):
        make_lexicon({"own_purposes": [{"categories": ["adverts"], "pattern": "§"}]})
