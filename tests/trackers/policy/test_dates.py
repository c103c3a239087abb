"""Dates: only where words say so, in the forms that people write."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from trackers.policy import Document, read_document
from trackers.policy.dates import policy_dates

Reader = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Last updated: June 4, 2021", "2021-06-04"),
        ("**Last Updated:** 12/03/2020", "2020-12-03"),
        ("Last revised 31/12/2019", "2019-12-31"),
        ("This policy was last modified on the 1st of January 2020.", "2020-01-01"),
        ("Last Update: February, 2018", "2018-02"),
        ("LAST UPDATED\nOctober 25th, 2021", "2021-10-25"),
        ("Privacy policy last updated Aug. 30, 2018", "2018-08-30"),
        ("Version 2.1 - 2020-03-24", "2020-03-24"),
        (
            "We log little.\n\nChanges\n-------\n\n* 2023-05-07: shorter logs\n* 2021-11-15: first text\n",
            "2023-05-07",
        ),
        ("---\ntitle: Privacy\nlast_updated: 2026-02-25\n---\n\nWe bake bread.", "2026-02-25"),
        ("---\nlastmod: 2021-03-04T10:00:00Z\n---\n\nWe bake bread.", "2021-03-04"),
        ("Stan: maj 2018/AG", "2018-05"),
        ("9. When was this policy last updated?\n\nWe read it often.\n\n4 June 2021.", "2021-06-04"),
        ("Wann wurde diese Erklärung zuletzt geändert?\n\n4. Juni 2021", "2021-06-04"),
        ("Privacy policy\n\nWe bake.\n\nDate: June 2015\n\nVersion: 3.0", "2015-06"),
        ("**Date of this policy**: June 4, 2021", "2021-06-04"),
        ("Politique de confidentialité\n\nStatut : août 2023", "2023-08"),
        (
            "Privacy notice of Quill & Bake Ltd. and of Quill Cakes Co. Oven Lane, Bath (updated 4 June 2021)",
            "2021-06-04",
        ),
        ("V 4.2, March 9, 2016", "2016-03-09"),
        ("Diese Datenschutzerklärung (Fassung 14.02.2022-88123) informiert Sie.", "2022-02-14"),
        (
            "The most recent substantive change to this privacy statement was made on 4 June 2021.",
            "2021-06-04",
        ),
        ("Updated by Quill & Bake Ltd on June 4, 2021", "2021-06-04"),
        ("Publish Date: 7.19.2014", "2014-07-19"),
        ("Cookie declaration last updated on 4/3/2022 by Bakers' Consent:", "2022-04-03"),
        (
            "Liste de cookies\n\nDéclaration sur les cookies mise à jour le 03/04/2022 par Fournil:",
            "2022-04-03",
        ),
        ("Die Liste der Kekse wurde zum letzten Mal am 03/04/2022 von Backstube aktualisiert.", "2022-04-03"),
        ("Dichiarazione aggiornata l'ultima volta il 03/04/2022 da Fornaio nella città", "2022-04-03"),
        ("De lijst is voor het laatst op 03-04-2022 door Bakkerij bijgewerkt en het is af.", "2022-04-03"),
        ("Declaración actualizada por última vez el 03/04/2022 por la Panadería", "2022-04-03"),
        ("Deklaracja została zaktualizowana dnia 03.04.2022 przez piekarnię", "2022-04-03"),
        ("We bake bread.\n\nDated: April 2022\n", "2022-04"),
        ("_Version 3.1 | Published on 2017-02-11_", "2017-02-11"),
        ("à jour du 23/10/2020", "2020-10-23"),
        ("Stand: Mai 2018", "2018-05"),
        ("Letzte Änderung: 24. Dezember 2020", "2020-12-24"),
        ("Dernière mise à jour : 3 février 2021", "2021-02-03"),
        ("Version du 22/10/2020", "2020-10-22"),
        ("Última actualización: 5 de mayo de 2020", "2020-05-05"),
        ("Ultimo aggiornamento: 14 luglio 2021, ore 10:30", "2021-07-14"),
        ("Laatst bijgewerkt op 15 september 2020", "2020-09-15"),
        ("Ostatnia aktualizacja: 7 czerwca 2021", "2021-06-07"),
        ("最終更新日：2021年3月1日", "2021-03-01"),
        (
            "This policy was last reviewed and updated by our board of trustees on March 3, 2022.",
            "2022-03-03",
        ),
        ("On March 3, 2022, we updated this Privacy Policy.", "2022-03-03"),
        ("The latest update to our Privacy Policy was made on March 3, 2022.", "2022-03-03"),
        ("Acme notice, version of March 3, 2022", "2022-03-03"),
        ("Last updated: Thu, 3 Mar 2022", "2022-03-03"),
        ("Last updated: Mar-03-2022", "2022-03-03"),
        ("Last updated: 20220303", "2022-03-03"),
        ("Last updated (dd/mm/yyyy): 03/04/2022", "2022-04-03"),
        ("Last updated: 2022/03", "2022-03"),
        ("Diese Erklärung wurde zuletzt am 07.08.2024 aktualisiert.", "2024-08-07"),
        ("Letzte Aktualisierung dieser Seite am 7. Aug. 2024", "2024-08-07"),
        ("La présente politique a été modifiée pour la dernière fois le 7 août 2024.", "2024-08-07"),
        ("Esta política se actualizó por última vez el 7 de agosto de 2024.", "2024-08-07"),
        ("Deze verklaring is op 7 augustus 2024 voor het laatst aangepast.", "2024-08-07"),
        ("Privacy Policy\n\nMarch 3, 2022\n\nWe are Acme.", "2022-03-03"),
        ("# Acme Privacy Policy - March 2022\nWe are Acme.", "2022-03"),
        ("# Cookie Policy\n*Version 3 | March 3, 2022*\n", "2022-03-03"),
        ("Change log\n\n- March 1, 2020: first version\n- May 2, 2021: a new host\n", "2021-05-02"),
        (
            "The latest changes to this notice were made on:\n\n- 4 May 2023 (ovens)\n- 2 May 2021 (cats)",
            "2023-05-04",
        ),
        ("Our revisions so far:\n\n2 May 2021\n4 May 2023", "2023-05-04"),
        ("What's new?\n\n**4 May 2023**: ovens.\n\n**2 May 2021**: cats.", "2023-05-04"),
        ("Privacy policy v4 \u00b7 20230504", "2023-05-04"),
        ("CURRENT AS AT 4 MAY 2023", "2023-05-04"),
        ("Politique de confidentialité (màj mai 2023)", "2023-05"),
        ("Issued: 4 May 2023", "2023-05-04"),
        ("Historique\n\n- v1 : 25/05/2018\n- v2 : 04/05/2023", "2023-05-04"),
        ("| Version | Date |\n|---|---|\n| 1.0 | 2 May 2018 |\n| 1.1 | 4 May 2023 |", "2023-05-04"),
        ("We last rewrote this policy on 4 May 2023.", "2023-05-04"),
        ("Redaktionsstand: Mai 2023", "2023-05"),
        ("Updated 05/04/2023. The edition before was dated 28/11/2022.", "2023-04-05"),
        ("Updated 05/04/2023. The edition before was dated 11/28/2022.", "2023-05-04"),
        (
            "Our host Ovenly changed its notice on 2 May 2021. Ours, last changed 4 May 2023, stays.",
            "2023-05-04",
        ),
        ("Effective: May 2, 2018 (updated: Jan. 3, 2019; Feb. 4, 2020, and May 4, 2023)", "2023-05-04"),
        ("The last update to this notice (not counting commas, etc.) was on **2023-05-04**.", "2023-05-04"),
        ("Datenschutzerklärung\n\nWir backen Brot.\n\nBremen, 4. Mai 2023\n\nQuelle: eigene", "2023-05-04"),
        ("Privacy policy\n\nWe bake.\n\n_May 2023_\n", "2023-05"),
        ("Updated 05/04/2023. Write to bread@ovenly.co.uk.", "2023-04-05"),
        ("Updated 05/04/2023. Write to bread@ovenly.com.", "2023-05-04"),
        ("Privacy policy\n\nWe bake.\n\nBad Ofen, den 04.05.2023", "2023-05-04"),
    ],
)
def test_the_last_update_is_read(text: str, date: str, text_document: Reader) -> None:
    assert policy_dates(text_document(text)).last_updated == date


@pytest.mark.parametrize(
    "text",
    [
        "Effective date: January 1, 2020",
        "We were founded on May 3, 2010 and love cookies.",
        "Our first cookbook was published on May 3, 2010 and is still in print.",
        "The General Data Protection Regulation applies since May 25, 2018.",
        "Copyright 2021 Acme",
        "We will change the date of last update above when we revise this text.",
        "A previous version, last updated June 1, 2019, is in our archive.",
        "Posted by Jane on June 4, 2021: a recipe for bread.",
        "The latest version of our app was released on June 4, 2021.",
        "Last updated: February 30, 2021",
        "Order before December 24, 2020 to have it updated.",
        "This notice follows the privacy guidance as updated in October 2020.",
        "You have rights under the Data Act of 1978, amended on June 20, 2018.",
        "Selon la loi du 6 janvier 1978 modifiée le 20 juin 2018, vous avez des droits.",
        "Our prices come from Acme (updated 2 Feb 2021).",
        "Read the earlier version (updated April 1, 2019).",
        "Our privacy policy is on another page.\nMarch 3, 2022\nA day in spring.",
        "Ovenly's privacy policy (updated May 3, 2021) describes what it keeps.",
        "Die Datenschutzerklärung der Ofen GmbH (Stand: Mai 2021) finden Sie auf deren Website.",
        "Our provider Ovenly updated its privacy notice on 3 May 2021.",
        "See its page, updated _May 3, 2021_, for the _Ovenly_ privacy policy.",
        "We bake bread.\n\nWe opened the shop in Bremen, 4 May 2023, and love it.",
        f"Bremen, 4 May 2023\n{'We bake bread. ' * 200}",
    ],
)
def test_no_date_is_invented(text: str, text_document: Reader) -> None:
    assert policy_dates(text_document(text)).last_updated is None


def test_the_domain_tells_whether_days_stand_first() -> None:
    british = read_document("Last updated: 05/04/2023", url="https://bread.co.uk/privacy")
    assert policy_dates(british).last_updated == "2023-04-05"


def test_the_sites_own_name_makes_a_policy_its_own() -> None:
    text = "Ovenly's privacy policy (updated May 3, 2021)"
    assert policy_dates(read_document(text, url="https://ovenly.test/p")).last_updated == "2021-05-03"
    assert policy_dates(read_document(text, url="https://else.test/p")).last_updated is None


def test_effective_and_updated_are_two_things(text_document: Reader) -> None:
    dates = policy_dates(text_document("Effective date: January 1, 2020\nLast updated: March 2, 2020\n"))
    assert (dates.effective, dates.last_updated) == ("2020-01-01", "2020-03-02")
    assert [fired.rule for fired in dates.fired] == ["date:last-updated", "date:effective"]


@pytest.mark.parametrize(
    "text",
    [
        "As of May 2, 2020, Acme has never sold personal information.",
        f"{'We bake bread. ' * 200}\nEffective January 1, 2020, the law of one state gives you rights.",
        "**Local law:** Effective January 1, 2020 the Consumer Act requires us to say more.",
    ],
)
def test_a_date_of_something_else_is_no_effective_date(text: str, text_document: Reader) -> None:
    assert policy_dates(text_document(text)).effective is None


def test_the_date_at_the_top_beats_a_list_of_earlier_versions(text_document: Reader) -> None:
    filler = "We keep what you tell us for as long as we must and not a day longer than that.\n" * 60
    older = "Privacy Policy effective March 15, 2018"
    text = f"Privacy Policy\nEffective: As of June 30, 2020\n{filler}{older}\n{filler}"
    assert policy_dates(text_document(text)).effective == "2020-06-30"


def test_the_date_of_the_text_beats_the_dates_in_it(text_document: Reader) -> None:
    filler = "We keep what you tell us for as long as we must and not a day longer than that.\n" * 60
    text = f"Privacy policy\nLast updated April 19, 2021\n{filler}For one state\nUpdated: July 29, 2020\n{filler}"
    assert policy_dates(text_document(text)).last_updated == "2021-04-19"


def test_the_quote_holds_trigger_and_date(text_document: Reader) -> None:
    document = text_document("Privacy\n**Last updated:** *June 4, 2021* and so on")
    (quote,) = policy_dates(document).quotes
    assert quote.text == "Last updated:** *June 4, 2021"
    assert document.text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    ("text", "updated", "effective"),
    [
        (
            "This Privacy Policy became effective on March 3rd, 2024 and replaces the version dated June 1, 2019.",
            None,
            "2024-03-03",
        ),
        (
            "Last updated: May 4, 2023. This policy supersedes our privacy policy dated June 1, 2020.",
            "2023-05-04",
            None,
        ),
        (
            "Diese Datenschutzerklärung gilt ab 1. März 2024 und ersetzt die Fassung vom 1. Mai 2021.",
            None,
            "2024-03-01",
        ),
        ("La politique remplace la version du 1er mai 2020.", None, None),
    ],
)
def test_the_date_of_the_replaced_version_is_not_taken(
    text: str, updated: str | None, effective: str | None, text_document: Reader
) -> None:
    dates = policy_dates(text_document(text))
    assert (dates.last_updated, dates.effective) == (updated, effective)


@pytest.mark.parametrize(
    ("text", "updated", "effective"),
    [
        ("Reviewed and approved: 15 August 2024", "2024-08-15", None),
        ("Changed last: Sunday, 7 July 2024", "2024-07-07", None),
        ("Policy date: 2024-05-03", "2024-05-03", None),
        ("Date d'entrée en vigueur : le 1er mars 2024", None, "2024-03-01"),
        ("Mise à jour en mai 2024", "2024-05", None),
    ],
)
def test_less_usual_labels_of_dates_are_read(
    text: str, updated: str | None, effective: str | None, text_document: Reader
) -> None:
    dates = policy_dates(text_document(text))
    assert (dates.last_updated, dates.effective) == (updated, effective)
