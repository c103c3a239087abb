"""`undeclared trackers`: what the catalogue knows, for people."""

from __future__ import annotations

import difflib
import json
from typing import get_args

import click

from crawler.filter_lists import ListFolder
from trackers.catalogue import Catalogue, Company, Product, load_catalogue
from trackers.evidence import Request
from trackers.filters import FilterListError
from trackers.identify import Identifier, is_tracking
from trackers.site import host_of
from trackers.vendor_file import Category


@click.group()
def trackers() -> None:
    """Look things up in the catalogue of trackers."""


@trackers.command("list")
@click.option("--category", type=click.Choice(get_args(Category)), help="Only this category.")
@click.option("--company", help="Only products of this company: its name, or what else it is called.")
@click.option("--all", "everything", is_flag=True, help="With the generated long tail.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_products(category: str | None, company: str | None, *, everything: bool, as_json: bool) -> None:
    """List vendors with their company and category."""
    catalogue = load_catalogue()
    owner = _company_called(company, catalogue).name if company is not None else None
    chosen = [
        product
        for product in sorted(catalogue.products.values(), key=lambda one: one.name.casefold())
        if category in (None, product.category) and owner in (None, product.company)
    ]
    shown = [product for product in chosen if everything or product.by_hand]
    for product in shown:
        row = {"vendor": product.name, "company": product.company, "category": product.category}
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else "\t".join(row.values()))
    if not shown:
        click.echo("none; --all adds the generated long tail" if chosen else "none", err=True)


@trackers.command()
@click.argument("vendor")
def show(vendor: str) -> None:
    """Show all that is known of VENDOR: a product, a company, or a name that policies use for one."""
    catalogue = load_catalogue()
    wanted = vendor.casefold()
    products = [p for p in catalogue.products.values() if p.name.casefold() == wanted]
    companies = [c for c in catalogue.companies.values() if c.name.casefold() == wanted]
    if not products and not companies:
        aliases = [alias for alias in catalogue.aliases if alias.text.casefold() == wanted]
        products = [catalogue.products[a.vendor] for a in aliases if a.level == "product"]
        companies = [catalogue.companies[a.vendor] for a in aliases if a.level == "company"]
    if not products and not companies:
        names = {alias.text.casefold(): alias.text for alias in catalogue.aliases}
        near = [names[name] for name in difflib.get_close_matches(wanted, names, n=3)]
        raise click.UsageError(
            f"no vendor named {vendor}" + (f"; did you mean {' or '.join(near)}?" if near else "")
        )
    for company in companies:
        _show_company(company, catalogue)
    for product in products:
        _show_product(product, catalogue)


@trackers.command()
@click.argument("url")
@click.option("--document", default="https://site.example/", help="URL of the page that sends the request.")
@click.option("--type", "kind", default="other", help="Resource type: script, image, xhr, ping …")
def explain(url: str, document: str, kind: str) -> None:
    """Say whose request URL is, by which rule, and what the filter lists say of it.

    `https://` is added where no scheme stands.
    """
    url, document = _address(url), _address(document)
    try:
        filters, used = ListFolder().load()
    except FilterListError as error:
        raise click.ClickException(str(error)) from error
    identifier = Identifier(load_catalogue(), filters)
    request = Request(url=url, document_url=document, type=kind)
    click.echo(f"seen from {document}: {identifier.relation(url, document).replace('_', ' ')}")
    found = identifier.request(request)
    if found is None:
        click.echo("nobody's that the catalogue knows, and no filter speaks on it")
    else:
        click.echo(
            f"vendor: {found.vendor}\ncompany: {found.company or 'not known'}\ncategory: {found.category}"
        )
        click.echo(f"basis: {found.basis} ({found.confidence})\nrule: {found.rule}")
        click.echo(f"filter: {found.filter or 'none'}")
        click.echo(f"counts as tracking: {'yes' if is_tracking(found) else 'no'}")
    click.echo(f"filter lists: {', '.join(one.name for one in used) or 'none on this machine'}")


def _company_called(name: str, catalogue: Catalogue) -> Company:
    """The company that is called so, in any case. Raises BadParameter, naming the nearest."""
    wanted = name.casefold()
    called = {alias.text.casefold(): alias.company for alias in catalogue.aliases if alias.level == "company"}
    called |= {company.casefold(): company for company in catalogue.companies}
    if wanted not in called:
        near = [called[one] for one in difflib.get_close_matches(wanted, called, n=3)]
        hint = f"; did you mean {' or '.join(dict.fromkeys(near))}?" if near else ""
        raise click.BadParameter(f"no company named {name}{hint}", param_hint="--company")
    return catalogue.companies[called[wanted]]


def _address(text: str) -> str:
    """A web address, with `https://` added where no scheme stands. Raises UsageError for what can be none."""
    url = text if "://" in text else "https://" + text.removeprefix("//")
    host = host_of(url)
    is_local = "://" in text or host == "localhost"
    if any(c.isspace() for c in url) or not host or not ("." in host or ":" in host or is_local):
        raise click.UsageError(
            f"{text!r} is not a web address: expected something like https://www.example.com/a.js"
        )
    return url


def _show_company(company: Company, catalogue: Catalogue) -> None:
    click.echo(company.name)
    own = sorted(p.name for p in catalogue.products.values() if p.company == company.name)
    _facts(
        {
            "legal name": company.legal_name,
            "country": company.country,
            "website": company.website,
            "parent": company.parent,
            "former names": company.former_names,
            "also called": company.aliases,
            "domains": company.domains,
            "opt out": company.opt_out,
            "products": own,
            "origin": f"{company.origin} {company.licence}".strip(),
        }
    )


def _show_product(product: Product, catalogue: Catalogue) -> None:
    click.echo(f"{product.name} ({product.company}, {product.category})")
    company = catalogue.company_of(product.name)
    _facts(
        {
            "description": product.description,
            "hosts": product.hosts,
            "cookies": [
                f"{rule.text} ({rule.purpose}{', opt-out' * rule.opt_out})" for rule in product.cookies
            ],
            "stored keys": product.storage,
            "scripts": product.scripts,
            "globals": product.globals,
            "CNAMEs end at": product.cnames,
            "also called": product.aliases,
            "need a cue": product.ambiguous,
            "former names": product.former_names,
            "opt out": product.opt_out or (company.opt_out if company else ()),
            "payload grammars": str(len(product.payload) or ""),
            "origin": f"{product.origin} {product.licence}".strip(),
        }
    )


def _facts(facts: dict[str, str | tuple[str, ...] | list[str]]) -> None:
    for name, value in facts.items():
        if value:
            click.echo(f"  {name}: {value if isinstance(value, str) else ', '.join(value)}")
