"""Claims as German and French lawyers phrase them."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.claims import claims

_OPENING = {
    "de": "Diese Datenschutzerklärung erläutert, wie wir mit Cookies umgehen.",
    "fr": "La présente politique explique comment nous traitons les cookies.",
}
_SENTENCES = [
    ("de", "no_sale", "Ein Verkauf Ihrer personenbezogenen Daten findet nicht statt."),
    ("de", "no_sale", "Wir verkaufen oder vermieten Ihre Daten zu keinem Zeitpunkt an Dritte."),
    ("de", "no_sale", "Ihre Daten werden von uns weder verkauft noch vermietet."),
    ("de", "no_sale", "Eine Veräußerung der erhobenen Daten an Dritte ist ausgeschlossen."),
    ("de", "no_sale", "Wir betreiben keinen Handel mit Ihren Daten."),
    ("de", "no_third_party_sharing", "Eine Weitergabe Ihrer Daten an Dritte erfolgt nicht."),
    (
        "de",
        "no_third_party_sharing",
        "Wir geben Ihre personenbezogenen Daten grundsätzlich nicht an Dritte weiter.",
    ),
    ("de", "no_third_party_sharing", "Eine Übermittlung an Dritte findet nicht statt."),
    (
        "de",
        "no_third_party_sharing",
        "Ihre Angaben bleiben bei uns und werden keinem Dritten zugänglich gemacht.",
    ),
    (
        "de",
        "no_sharing_without_consent",
        "Ohne Ihre ausdrückliche Einwilligung geben wir Ihre Daten nicht an Dritte weiter.",
    ),
    ("de", "consent_before_tracking", "Analyse-Cookies setzen wir erst, nachdem Sie eingewilligt haben."),
    (
        "de",
        "consent_before_tracking",
        "Das Tracking wird erst nach Ihrer Zustimmung im Cookie-Banner aktiviert.",
    ),
    (
        "de",
        "consent_before_tracking",
        "Cookies werden ausschließlich auf Grundlage Ihrer Einwilligung (Art. 6 Abs. 1 lit. a DSGVO) gesetzt.",
    ),
    (
        "de",
        "consent_before_tracking",
        "Solange Sie nicht zugestimmt haben, werden keine Marketing-Cookies geladen.",
    ),
    (
        "de",
        "consent_before_tracking",
        "Google Analytics wird nur mit Ihrer vorherigen Einwilligung eingesetzt.",
    ),
    (
        "de",
        "retention",
        "Wir löschen Ihre Daten, sobald sie für die Zwecke ihrer Verarbeitung nicht mehr erforderlich sind.",
    ),
    ("de", "retention", "Die Logfiles werden nach 14 Tagen automatisch gelöscht."),
    ("de", "retention", "Die Speicherdauer beträgt maximal 24 Monate."),
    (
        "de",
        "retention",
        "Rechnungen bewahren wir gemäß den handels- und steuerrechtlichen Vorgaben zehn Jahre auf.",
    ),
    ("de", "", "Wenn Sie den Kaufvertrag widerrufen, wird die Ware nicht an Dritte verkauft."),
    ("fr", "no_sale", "Vos données personnelles ne font l'objet d'aucune vente."),
    ("fr", "no_sale", "Nous ne vendons ni ne louons vos données à des tiers."),
    ("fr", "no_sale", "Les données collectées ne sont en aucun cas cédées à titre onéreux."),
    ("fr", "no_sale", "Nous nous engageons à ne jamais vendre vos données."),
    ("fr", "no_sale", "Vos informations ne seront ni vendues ni louées."),
    ("fr", "no_third_party_sharing", "Vos données ne sont pas transmises à des tiers."),
    ("fr", "no_third_party_sharing", "Aucune donnée n'est communiquée à des tiers."),
    ("fr", "no_third_party_sharing", "Nous ne partageons vos informations avec aucun tiers."),
    ("fr", "no_third_party_sharing", "Vos données ne sont jamais divulguées à des tiers."),
    (
        "fr",
        "no_sharing_without_consent",
        "Vos données ne seront pas transmises à des tiers sans votre consentement préalable.",
    ),
    (
        "fr",
        "consent_before_tracking",
        "Les cookies de mesure d'audience ne sont déposés qu'après votre consentement.",
    ),
    (
        "fr",
        "consent_before_tracking",
        "Aucun traceur non essentiel n'est déposé avant que vous n'ayez donné votre accord.",
    ),
    (
        "fr",
        "consent_before_tracking",
        "Le dépôt de cookies publicitaires est soumis à votre consentement préalable.",
    ),
    (
        "fr",
        "consent_before_tracking",
        "Tant que vous n'avez pas accepté, aucun cookie publicitaire n'est installé.",
    ),
    (
        "fr",
        "consent_before_tracking",
        "Nous recueillons votre consentement avant tout dépôt de cookies non nécessaires.",
    ),
    ("fr", "retention", "Vos données sont conservées pendant trois ans à compter du dernier contact."),
    ("fr", "retention", "La durée de conservation des cookies n'excède pas treize mois."),
    ("fr", "retention", "Nous conservons vos données le temps nécessaire à la gestion de votre commande."),
    ("fr", "retention", "À l'expiration de ce délai, vos données sont supprimées ou anonymisées."),
    ("de", "no_sale", "Wir treiben keinen Handel mit personenbezogenen Daten."),
    ("de", "", "Wir handeln mit Daten über das Wetter, aber nicht ohne Lizenz."),
    ("de", "", "Wir betreiben keinen Handel mit Waffen."),
    ("de", "retention", "Bewerbungsunterlagen bewahren wir sechs Monate auf."),
    ("de", "consent_before_tracking", "Marketing-Pixel laden wir nur, wenn Sie zugestimmt haben."),
    ("de", "", "Cookies werden gesetzt, auch wenn Sie nicht zugestimmt haben."),
    ("de", "", "Eine Weitergabe an Dritte ist nicht ausgeschlossen."),
    ("de", "", "Ein Verkauf Ihrer Daten an Dritte ist nicht ausgeschlossen."),
    ("fr", "no_sale", "Vos données ne sont jamais cédées à titre onéreux."),
    (
        "fr",
        "",
        "Aucune information n'est communiquée à des tiers sans que vous le sachiez, sauf obligation légale.",
    ),
    ("fr", "retention", "Au terme de cette période, les données sont effacées."),
    ("fr", "", "La vente de vos données peut faire l'objet d'un contrat."),
    ("fr", "no_third_party_sharing", "Aucune information personnelle n'est transmise à des tiers."),
]


@pytest.mark.parametrize(("language", "kind", "text"), _SENTENCES)
def test_a_claim_is_read_as_a_lawyer_phrases_it(language: str, kind: str, text: str) -> None:
    page = f"<html lang={language}><main><p>{_OPENING[language]}</p><p>{text}</p></main></html>"
    document = read_document(page, url="https://shop.example/privacy", content_type="text/html")
    found = {claim.kind for claim in claims([document])[0]}
    assert kind in found if kind else not found
