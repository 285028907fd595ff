"""Data in, SVG out: the same picture on page and in PDF. Geometry here, drawing in templates/charts.

A view asks for a chart and its page includes it; the chart brings its title, description and table:

    from solidarity.charts.map import regional_map

    context["map"] = regional_map(places, prefix="map", title=gettext("Map of the cities"))

    {% include map.template with chart=map only %}

`prefix` begins every id of the chart, so give each chart of a page its own. Texts come translated;
numbers are written as the active language writes them. Colours stand in the SVG as attributes, which
is what a PDF shows; on pages the classes of theme.css win over them, also in the dark.

May import: nothing of the portal.
"""
