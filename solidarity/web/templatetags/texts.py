"""Texts kept as data in three languages, for templates."""

from django import template

from solidarity.web.texts import in_language

register = template.Library()
register.filter("in_language", in_language)
