"""Spanish, Italian, Dutch, Portuguese and Polish sentences on vendors: used, denied, or named for something else."""

from __future__ import annotations

import pytest

from trackers.catalogue import Catalogue, load_catalogue
from trackers.policy import read_document, read_policy


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue()


def _stances(language: str, text: str, catalogue: Catalogue) -> dict[str, str]:
    page = f'<html lang="{language}"><body><main><p>{text}</p></main></body></html>'
    document = read_document(page, url="https://shop.example/privacy", content_type="text/html")
    assert document.language == language
    return {mention.vendor: mention.stance for mention in read_policy([document], catalogue).vendors}


USED = [
    ("es", "Las opiniones las administra Disqus.", "Disqus"),
    ("es", "El envío de recibos corre a cargo de Mailjet.", "Mailjet"),
    ("es", "Los cobros se tramitan a través de Adyen.", "Adyen"),
    ("es", "Los pódcast están insertados desde Spotify.", "Spotify"),
    ("es", "Hemos confiado el soporte a Freshdesk.", "Freshdesk"),
    ("es", "Con su permiso, Mouseflow registra sus clics.", "Mouseflow"),
    ("es", "Mouseflow no se activa sin su consentimiento.", "Mouseflow"),
    ("es", "No empleamos otra herramienta que Matomo.", "Matomo"),
    ("es", "No guardamos su número de cuenta, que custodia Adyen.", "Adyen"),
    ("es", "Sin Fastly nuestras páginas tardarían más.", "Fastly"),
    ("es", "Usamos Matomo porque no utiliza cookies.", "Matomo"),
    ("it", "Le opinioni sono gestite da Disqus.", "Disqus"),
    ("it", "L'invio delle ricevute è affidato a Mailjet.", "Mailjet"),
    ("it", "Gli incassi avvengono tramite Adyen.", "Adyen"),
    ("it", "I podcast sono incorporati da Spotify.", "Spotify"),
    ("it", "Le richieste passano per Freshdesk.", "Freshdesk"),
    ("it", "Finché non acconsenti, Mouseflow non viene caricato.", "Mouseflow"),
    ("it", "Non impieghiamo altri strumenti che Matomo.", "Matomo"),
    ("it", "Non conserviamo il numero di conto; lo gestisce Adyen.", "Adyen"),
    ("it", "Senza Fastly le pagine si aprirebbero più lentamente.", "Fastly"),
    ("it", "Mouseflow non raccoglie i dati digitati.", "Mouseflow"),
    ("nl", "De opmerkingen worden beheerd door Disqus.", "Disqus"),
    ("nl", "Het versturen van bonnen is uitbesteed aan Mailjet.", "Mailjet"),
    ("nl", "Betalen verloopt via Adyen.", "Adyen"),
    ("nl", "De podcasts zijn ingesloten vanaf Spotify.", "Spotify"),
    ("nl", "Klantvragen komen binnen bij Freshdesk.", "Freshdesk"),
    ("nl", "Zonder uw toestemming wordt Mouseflow niet geladen.", "Mouseflow"),
    ("nl", "Wij gebruiken geen ander hulpmiddel dan Matomo.", "Matomo"),
    ("nl", "Wij bewaren geen rekeningnummers, dat doet Adyen.", "Adyen"),
    ("nl", "Zonder Fastly zouden de pagina's trager zijn.", "Fastly"),
    ("nl", "Mouseflow verzamelt geen getypte gegevens.", "Mouseflow"),
    ("pt", "As opiniões são geridas pelo Disqus.", "Disqus"),
    ("pt", "O envio de recibos está a cargo do Mailjet.", "Mailjet"),
    ("pt", "As cobranças são processadas através da Adyen.", "Adyen"),
    ("pt", "Os podcasts são incorporados a partir do Spotify.", "Spotify"),
    ("pt", "Os pedidos de apoio passam pelo Freshdesk.", "Freshdesk"),
    ("pt", "Sem o seu consentimento, o Mouseflow não é carregado.", "Mouseflow"),
    ("pt", "Não empregamos outra ferramenta além do Matomo.", "Matomo"),
    ("pt", "Não guardamos o número da conta, que é tratado pela Adyen.", "Adyen"),
    ("pt", "Sem a Fastly as nossas páginas demorariam mais.", "Fastly"),
    ("pt", "O Mouseflow não recolhe os dados que escreve.", "Mouseflow"),
    ("pl", "Opinie są obsługiwane przez Disqus.", "Disqus"),
    ("pl", "Paragony wysyłane są za pośrednictwem Mailjet.", "Mailjet"),
    ("pl", "Rozliczenia prowadzi Adyen.", "Adyen"),
    ("pl", "Podcasty są osadzone z serwisu Spotify.", "Spotify"),
    ("pl", "Zgłoszenia trafiają do Freshdesk.", "Freshdesk"),
    ("pl", "Bez Twojej zgody Mouseflow nie jest ładowany.", "Mouseflow"),
    ("pl", "Nie używamy żadnego narzędzia poza Matomo.", "Matomo"),
    ("pl", "Nie przechowujemy numerów kont, które przetwarza Adyen.", "Adyen"),
    ("pl", "Bez Fastly nasze strony byłyby wolniejsze.", "Fastly"),
    ("pl", "Mouseflow nie zbiera wpisywanych danych.", "Mouseflow"),
]


@pytest.mark.parametrize(("language", "text", "vendor"), USED)
def test_a_vendor_that_does_something_for_the_site_is_used(
    language: str, text: str, vendor: str, shipped: Catalogue
) -> None:
    assert _stances(language, text, shipped) == {vendor: "used"}


DENIED = [
    ("es", "Hasta 2019 medíamos las visitas con Mixpanel.", "Mixpanel"),
    ("es", "Prescindimos por completo de herramientas como Mixpanel.", "Mixpanel"),
    ("es", "La conexión con Mixpanel se eliminó el año pasado.", "Mixpanel"),
    ("es", "Esta tienda está libre de Mixpanel.", "Mixpanel"),
    ("es", "¿Usamos Mixpanel? No.", "Mixpanel"),
    ("es", "Muchas tiendas usan Mixpanel; la nuestra no.", "Mixpanel"),
    ("es", "Ningún dato llega a Facebook.", "Facebook"),
    ("it", "Fino al 2019 misuravamo le visite con Mixpanel.", "Mixpanel"),
    ("it", "Facciamo a meno di Mixpanel.", "Mixpanel"),
    ("it", "Mixpanel è stato rimosso l'anno scorso.", "Mixpanel"),
    ("it", "Il negozio è privo di Mixpanel.", "Mixpanel"),
    ("it", "Usiamo Mixpanel? No.", "Mixpanel"),
    ("it", "Molti negozi utilizzano Mixpanel; il nostro no.", "Mixpanel"),
    ("it", "Nessun dato arriva a Facebook.", "Facebook"),
    ("nl", "Tot 2019 maten wij bezoeken met Mixpanel.", "Mixpanel"),
    ("nl", "Van hulpmiddelen als Mixpanel zien wij af.", "Mixpanel"),
    ("nl", "De koppeling met Mixpanel is vorig jaar verwijderd.", "Mixpanel"),
    ("nl", "Onze winkel is vrij van Mixpanel.", "Mixpanel"),
    ("nl", "Gebruiken wij Mixpanel? Nee.", "Mixpanel"),
    ("nl", "Veel winkels gebruiken Mixpanel; de onze niet.", "Mixpanel"),
    ("nl", "Er gaan geen gegevens naar Facebook.", "Facebook"),
    ("pt", "Até 2019 medíamos as visitas com o Mixpanel.", "Mixpanel"),
    ("pt", "Na nossa loja abdicamos de ferramentas como o Mixpanel.", "Mixpanel"),
    ("pt", "A ligação ao Mixpanel foi removida no ano passado.", "Mixpanel"),
    ("pt", "A nossa loja está livre do Mixpanel.", "Mixpanel"),
    ("pt", "Usamos o Mixpanel? Não.", "Mixpanel"),
    ("pt", "Muitas lojas utilizam o Mixpanel; a nossa não.", "Mixpanel"),
    ("pt", "Nenhum dado chega ao Facebook.", "Facebook"),
    ("pl", "Do 2019 roku mierzyliśmy ruch za pomocą Mixpanel.", "Mixpanel"),
    ("pl", "Rezygnujemy z narzędzi takich jak Mixpanel.", "Mixpanel"),
    ("pl", "Integracja z Mixpanel została usunięta w zeszłym roku.", "Mixpanel"),
    ("pl", "Nasz sklep jest wolny od Mixpanel.", "Mixpanel"),
    ("pl", "Czy używamy Mixpanel? Nie.", "Mixpanel"),
    ("pl", "Wiele sklepów używa Mixpanel; nasz nie.", "Mixpanel"),
    ("pl", "Żadne dane nie trafiają do Facebook.", "Facebook"),
]


@pytest.mark.parametrize(("language", "text", "vendor"), DENIED)
def test_a_vendor_that_is_gone_or_gets_nothing_is_denied(
    language: str, text: str, vendor: str, shipped: Catalogue
) -> None:
    assert _stances(language, text, shipped) == {vendor: "denied"}


BOTH = [
    ("es", "Las estadísticas salen de Matomo, y no de Mixpanel.", "Matomo", "Mixpanel"),
    ("es", "Hemos sustituido Mixpanel por Matomo.", "Matomo", "Mixpanel"),
    ("es", "En vez de Mixpanel empleamos Matomo.", "Matomo", "Mixpanel"),
    ("it", "Per le misurazioni ci serviamo di Matomo e non di Mixpanel.", "Matomo", "Mixpanel"),
    ("it", "Abbiamo sostituito Mixpanel con Matomo.", "Matomo", "Mixpanel"),
    ("it", "Al posto di Mixpanel impieghiamo Matomo.", "Matomo", "Mixpanel"),
    ("nl", "Voor metingen wordt Matomo ingezet, en niet Mixpanel.", "Matomo", "Mixpanel"),
    ("nl", "Wij hebben Mixpanel vervangen door Matomo.", "Matomo", "Mixpanel"),
    ("nl", "In plaats van Mixpanel draait hier Matomo.", "Matomo", "Mixpanel"),
    ("pt", "Para as medições recorremos ao Matomo, e não ao Mixpanel.", "Matomo", "Mixpanel"),
    ("pt", "Substituímos o Mixpanel pelo Matomo.", "Matomo", "Mixpanel"),
    ("pt", "Em vez do Mixpanel empregamos o Matomo.", "Matomo", "Mixpanel"),
    ("pl", "Do pomiarów używamy Matomo, a nie Mixpanel.", "Matomo", "Mixpanel"),
    ("pl", "Zamieniliśmy Mixpanel na Matomo.", "Matomo", "Mixpanel"),
    ("pl", "Zamiast Mixpanel stosujemy Matomo.", "Matomo", "Mixpanel"),
]


@pytest.mark.parametrize(("language", "text", "used", "denied"), BOTH)
def test_one_vendor_is_used_where_another_is_not(
    language: str, text: str, used: str, denied: str, shipped: Catalogue
) -> None:
    assert _stances(language, text, shipped) == {used: "used", denied: "denied"}


NEITHER = [
    ("es", "YouTube es una marca registrada de Google."),
    ("es", "Los detalles figuran en las condiciones del servicio de Adyen."),
    ("es", "Entre nuestros clientes se encuentran Zalando y Adyen."),
    ("es", "La directora trabajó antes en Adyen."),
    ("es", "En el futuro queremos ofrecer Adyen."),
    ("it", "YouTube è un marchio registrato di Google."),
    ("it", "I dettagli si trovano nei termini di servizio di Adyen."),
    ("it", "Tra i nostri clienti ci sono Zalando e Adyen."),
    ("it", "La direttrice ha lavorato in passato presso Adyen."),
    ("nl", "YouTube is een geregistreerd handelsmerk van Google."),
    ("nl", "Meer staat in de gebruiksvoorwaarden van Adyen."),
    ("nl", "Tot onze klanten behoren Zalando en Adyen."),
    ("nl", "De oprichter werkte eerder bij Adyen."),
    ("pt", "O YouTube é uma marca registada do Google."),
    ("pt", "Os pormenores estão nos termos de serviço da Adyen."),
    ("pt", "Entre os nossos clientes encontram-se a Zalando e a Adyen."),
    ("pt", "A diretora trabalhou antes na Adyen."),
    ("pl", "YouTube jest zastrzeżonym znakiem towarowym Google."),
    ("pl", "Szczegóły znajdują się w regulaminie Adyen."),
    ("pl", "Wśród naszych klientów są Zalando i Adyen."),
    ("pl", "Założycielka pracowała wcześniej w Adyen."),
]


@pytest.mark.parametrize(("language", "text"), NEITHER)
def test_a_vendor_that_is_named_for_something_else_is_neither(
    language: str, text: str, shipped: Catalogue
) -> None:
    assert _stances(language, text, shipped) == {}
