"""How the site says it treats Do Not Track and Global Privacy Control.

Every sentence that names the signal, or points back to one that did, is judged by the rules of
`lexicon/signals/LANGUAGE.toml`; the stance follows from all sentences of all documents of the site. Where it is
not sure whether the signal is honoured, the stance is `unclear`, never a guess.
"""

from trackers.policy.signals.stance import dnt_stance, gpc_stance

__all__ = ["dnt_stance", "gpc_stance"]
