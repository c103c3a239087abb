"""Do Not Track and Global Privacy Control in other languages than English. Texts made up for these tests."""

from __future__ import annotations

import pytest

from trackers.policy import read_document
from trackers.policy.signals import dnt_stance, gpc_stance

DNT = [
    ("fr", "honoured", "Notre site respecte le signal Do Not Track de votre navigateur."),
    ("fr", "honoured", "Si la fonction « Do Not Track » est activée dans votre navigateur, aucune donnée de navigation n'est collectée."),
    ("fr", "honoured", "Vous pouvez vous opposer à la mesure d'audience en activant l'option « Ne pas me pister » de votre navigateur."),
    ("fr", "honoured", "Matomo est configuré sur notre site de façon à respecter Do Not Track : nous prenons en compte cette option."),
    ("fr", "honoured", "Lorsque l'option DNT est activée, votre visite n'est pas enregistrée par notre outil de statistiques."),
    ("fr", "honoured", "Les demandes Do Not Track sont respectées par notre site."),
    ("fr", "not_honoured", "Nous ne répondons pas aux signaux Do Not Track envoyés par votre navigateur."),
    ("fr", "not_honoured", "À ce jour, notre site ne prend pas en compte les signaux « Do Not Track »."),
    ("fr", "not_honoured", "Les signaux DNT ne sont actuellement pas pris en charge par notre site."),
    ("fr", "not_honoured", "Ce site ne tient pas compte des demandes Do Not Track."),
    ("fr", "not_honoured", "Votre navigateur peut envoyer un signal Do Not Track. Nous ne répondons pas à ces signaux."),
    ("fr", "unclear", "Votre navigateur propose une fonction Do Not Track qui signale aux sites que vous ne souhaitez pas être suivi."),
    ("fr", "silent", "Nous utilisons des cookies afin de ne pas vous présenter deux fois la même annonce sur notre site."),
    ("de", "honoured", "Unsere Website respektiert die Do-Not-Track-Einstellung Ihres Browsers."),
    ("de", "honoured", "Wenn Sie in Ihrem Browser Do Not Track aktiviert haben, werden keine Nutzungsdaten erfasst."),
    ("de", "honoured", "Sofern Ihr Browser ein DNT-Signal sendet, wird Ihr Besuch nicht von Matomo erfasst."),
    ("de", "honoured", "Do-Not-Track-Anfragen werden von uns beachtet."),
    ("de", "honoured", "Sie können der Erfassung widersprechen, indem Sie Do Not Track in Ihrem Browser einschalten."),
    ("de", "not_honoured", "Wir reagieren derzeit nicht auf Do-Not-Track-Signale Ihres Browsers."),
    ("de", "not_honoured", "Unsere Website unterstützt Do Not Track derzeit nicht."),
    ("de", "not_honoured", "DNT-Signale werden von unserer Website momentan nicht berücksichtigt."),
    ("de", "not_honoured", "Ihr Browser kann ein Do-Not-Track-Signal senden. Auf solche Signale reagieren wir nicht."),
    ("de", "unclear", "Viele Browser bieten die Einstellung Do Not Track an, mit der Sie Webseiten mitteilen, dass Sie das nicht wollen."),
    ("de", "silent", "Wir verwenden keine Cookies, um Sie auf anderen Seiten zu verfolgen und die Nutzung der Website zu messen."),
    ("es", "not_honoured", "Actualmente no respondemos a las señales Do Not Track de su navegador."),
    ("es", "honoured", "Nuestro sitio web respeta las señales Do Not Track de los navegadores que usan nuestros visitantes."),
    ("it", "not_honoured", "Questo sito non supporta le richieste Do Not Track dei browser."),
    ("it", "honoured", "Il nostro sito rispetta le richieste Do Not Track inviate dal browser dell'utente."),
    ("nl", "not_honoured", "Onze website reageert op dit moment niet op Do Not Track-signalen van uw browser."),
    ("nl", "honoured", "Onze website respecteert de Do Not Track-instelling van uw browser en van uw telefoon."),
    ("pt", "not_honoured", "Atualmente não respondemos aos sinais Do Not Track enviados pelo seu navegador."),
    ("pt", "honoured", "Nosso site respeita os sinais Do Not Track enviados pelo navegador dos usuários."),
    ("pl", "not_honoured", "Nasza strona nie reaguje obecnie na sygnały Do Not Track wysyłane przez przeglądarkę."),
    ("pl", "honoured", "Nasza witryna respektuje sygnały Do Not Track wysyłane przez przeglądarki użytkowników."),
]
GPC = [
    ("fr", "honoured", "Nous respectons le signal Global Privacy Control de votre navigateur."),
    ("fr", "not_honoured", "Nous ne répondons pas au Global Privacy Control, qui n'existe pas dans notre pays."),
    ("de", "honoured", "Wir beachten das Signal Global Privacy Control, das Ihr Browser senden kann."),
    ("de", "not_honoured", "Global Privacy Control wird von unserer Website derzeit nicht unterstützt."),
    ("es", "honoured", "Respetamos la señal Global Privacy Control que envía su navegador a nuestro sitio."),
]


@pytest.mark.parametrize(("language", "stance", "text"), DNT)
def test_do_not_track_is_read_in_other_languages(language: str, stance: str, text: str) -> None:
    document = read_document(f'<html lang="{language}"><body><p>{text}</p></body></html>', url="x", content_type="text/html")
    found, _ = dnt_stance([document])
    assert found.stance == stance
    assert all(quote.text == document.text[quote.start : quote.end] for quote in found.quotes)


@pytest.mark.parametrize(("language", "stance", "text"), GPC)
def test_global_privacy_control_is_read_in_other_languages(language: str, stance: str, text: str) -> None:
    document = read_document(f'<html lang="{language}"><body><p>{text}</p></body></html>', url="x", content_type="text/html")
    assert gpc_stance([document])[0].stance == stance
