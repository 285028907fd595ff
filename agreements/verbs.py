"""The words of this app's audit verbs."""

from django.utils.translation import gettext_lazy as _

from solidarity.audit.verbs import add_sentences

add_sentences(
    {
        "agreement.created": _("{actor} entered the agreement “{object}”"),
        "agreement.edited": _("{actor} edited the agreement “{object}”"),
        "agreement.negotiation_started": _("{actor} recorded the start of the negotiation of “{object}”"),
        "agreement.signed": _("{actor} recorded the signature of “{object}”"),
        "agreement.approval_need_decided": _("{actor} decided what “{object}” needs to be in force"),
        "agreement.approval_recorded": _("{actor} recorded an act about “{object}”: {name}"),
        "agreement.approval_removed": _("{actor} removed an act about “{object}”: {name}"),
        "agreement.came_into_force": _("{actor} brought “{object}” into force"),
        "agreement.suspended": _("{actor} suspended “{object}”"),
        "agreement.resumed": _("{actor} resumed “{object}”"),
        "agreement.ended": _("{actor} recorded the end of “{object}”"),
        "agreement.withdrawn": _("{actor} withdrew “{object}”"),
        "agreement.document_added": _("{actor} added a document to “{object}”: {name}"),
        "agreement.document_removed": _("{actor} removed a document of “{object}”: {name}"),
    }
)
